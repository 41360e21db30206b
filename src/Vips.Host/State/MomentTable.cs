using System.Globalization;
using System.Text.Json;

namespace Vips.Host.State;

/// <summary>
/// The moments of one file, each written once and named by its place: everything that one run observes shares its
/// moment, so 1,000 VIPs need a handful. Fields: `boot`, `sinceBoot` (seconds), `wall`.
/// </summary>
internal sealed class MomentTable
{
    private readonly Dictionary<Moment, int> _places = [];
    private readonly List<Moment> _moments = [];

    internal int PlaceOf(Moment moment)
    {
        if (!_places.TryGetValue(moment, out var place))
        {
            place = _moments.Count;
            _places.Add(moment, place);
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

    internal static MomentTable Read(JsonElement root)
    {
        var table = new MomentTable();
        foreach (var item in root.Items("moments"))
        {
            table._moments.Add(new(item.Text("boot"), SinceBoot(item), item.Time("wall")));
        }

        return table;
    }

    private static TimeSpan SinceBoot(JsonElement item)
    {
        var field = item.Required("sinceBoot");
        return field.ValueKind == JsonValueKind.Number && field.TryGetDecimal(out var seconds) && Math.Abs(seconds) < 1e10m
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new FormatException("field `sinceBoot` is not a number of seconds");
    }
}
