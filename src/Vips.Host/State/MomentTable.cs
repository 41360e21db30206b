using System.Globalization;
using System.Text.Json;

namespace Vips.Host.State;

/// <summary>
/// The moments of one file, each written once and named by its place: everything that one run observes shares its
/// moment, so 1,000 VIPs need a handful. Fields: `boot`, `sinceBoot` (seconds), `wall`.
/// </summary>
internal sealed class MomentTable
{
    /// <summary>By their text: a dictionary of structures compiles its comparer at every start (docs/performance.md).</summary>
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private readonly List<Moment> _moments = [];

    internal int PlaceOf(Moment moment)
    {
        if (_moments.Count > 0 && _moments[^1].Equals(moment))
        {
            return _moments.Count - 1;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{moment.SinceBoot.Ticks} {moment.Wall.Ticks} {moment.Wall.Offset.Ticks} {moment.BootId}");
        if (!_places.TryGetValue(text, out var place))
        {
            place = _moments.Count;
            _places.Add(text, place);
            _moments.Add(moment);
        }

        return place;
    }

    /// <exception cref="FormatException">There is no such place.</exception>
    internal Moment At(int place) => place >= 0 && place < _moments.Count
        ? _moments[place]
        : throw new FormatException($"there is no moment {place.ToString(CultureInfo.InvariantCulture)}");

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("moments");
        foreach (var moment in _moments)
        {
            json.WriteStartObject();
            json.WriteString("boot", moment.BootId);
            json.WriteNumber("sinceBoot", (decimal)moment.SinceBoot.Ticks / TimeSpan.TicksPerSecond);
            json.WriteString("wall", moment.Wall);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <param name="json">At the table; a default one where the file has none.</param>
    internal static MomentTable Read(ref Utf8JsonReader json)
    {
        var table = new MomentTable();
        if (json.TokenType == JsonTokenType.None)
        {
            return table;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("field `moments` is not an array");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            table._moments.Add(ReadMoment(ref json));
        }

        return table;
    }

    private static Moment ReadMoment(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "moments");
        string? boot = null;
        TimeSpan? sinceBoot = null;
        DateTimeOffset? wall = null;
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            switch (name)
            {
                case "boot":
                    boot = JsonObjectReader.Text(ref json, name);
                    break;
                case "sinceBoot":
                    sinceBoot = SinceBoot(ref json);
                    break;
                case "wall":
                    wall = JsonObjectReader.Time(ref json, name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new(
            boot ?? throw JsonObjectReader.Missing("boot"), sinceBoot ?? throw JsonObjectReader.Missing("sinceBoot"), wall ?? throw JsonObjectReader.Missing("wall"));
    }

    private static TimeSpan SinceBoot(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var seconds) && Math.Abs(seconds) < 1e10m
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new FormatException("field `sinceBoot` is not a number of seconds");
}
