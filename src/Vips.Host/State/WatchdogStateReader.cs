using System.Globalization;
using System.Text.Json;
using Net.Prefixes;
using Vips.State;

namespace Vips.Host.State;

/// <summary>Reads what <see cref="WatchdogStateWriter"/> writes; a field it does not know is a newer program's, and left out.</summary>
internal sealed class WatchdogStateReader
{
    private readonly MomentTable _moments;

    private WatchdogStateReader(MomentTable moments) => _moments = moments;

    /// <exception cref="FormatException">Damaged; also JsonException and InvalidOperationException.</exception>
    internal static WatchdogState Read(byte[] text)
    {
        var state = new WatchdogStateReader(Moments(text));
        var json = JsonObjectReader.Begin(text);
        return state.State(ref json);
    }

    /// <summary>The version is judged before all else, and moments are named by their places: they come last, and are read first.</summary>
    private static MomentTable Moments(ReadOnlySpan<byte> text)
    {
        var json = JsonObjectReader.Begin(text);
        JsonObjectReader.Enter(ref json, "");
        var moments = default(Utf8JsonReader);
        int? version = null;
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            if (name == "version")
            {
                version = JsonObjectReader.Integer(ref json, name);
            }
            else if (name == "moments")
            {
                moments = json;
            }

            json.Skip();
        }

        JsonObjectReader.End(ref json);
        return (version ?? throw JsonObjectReader.Missing("version")) == WatchdogStateWriter.Version
            ? MomentTable.Read(ref moments)
            : throw new FormatException($"version {version.Value.ToString(CultureInfo.InvariantCulture)}, this program knows {WatchdogStateWriter.Version.ToString(CultureInfo.InvariantCulture)}");
    }

    private WatchdogState State(ref Utf8JsonReader json)
    {
        var state = new WatchdogState();
        while (JsonObjectReader.NextName(ref json, out var name))
        {
            state = json.TokenType == JsonTokenType.Null ? state : name switch
            {
                "established" => state with { Established = JsonObjectReader.Flag(ref json, name) },
                "lastRun" => state with { LastRun = Moment(ref json, name) },
                "lastSuccess" => state with { LastSuccess = Moment(ref json, name) },
                "massWithdrawal" => state with { MassWithdrawal = Streak(ref json, name) },
                "baseline" => state with { LastBaseline = BaselineJson.Read(ref json) },
                "services" => state with { Services = Services(ref json) },
                "vips" => state with { Vips = Vips(ref json) },
                "notices" => state with { Notices = Notices(ref json) },
                _ => Skipped(ref json, state),
            };
        }

        return state;
    }

    private static T Skipped<T>(ref Utf8JsonReader json, T unchanged)
    {
        json.Skip();
        return unchanged;
    }

    private Dictionary<JudgedService, ServiceHistory> Services(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "services");
        var services = new Dictionary<JudgedService, ServiceHistory>();
        var seen = new List<string>();
        while (JsonObjectReader.NextName(ref json, out var key))
        {
            JsonObjectReader.Enter(ref json, key);
            var history = new ServiceHistory(SeenAboveDrop: false, Low: null, High: null, Missing: null);
            seen.Clear();
            while (JsonObjectReader.Next(ref json, seen, out var name))
            {
                history = name switch
                {
                    "seenAboveDrop" => history with { SeenAboveDrop = JsonObjectReader.Flag(ref json, name) },
                    "low" => history with { Low = Streak(ref json, name) },
                    "high" => history with { High = Streak(ref json, name) },
                    "missing" => history with { Missing = Streak(ref json, name) },
                    _ => Skipped(ref json, history),
                };
            }

            if (!services.TryAdd(JudgedServiceText.Parse(key), history))
            {
                throw JsonObjectReader.Twice(key);
            }
        }

        return services;
    }

    private Dictionary<Prefix, VipHistory> Vips(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "vips");
        var vips = new Dictionary<Prefix, VipHistory>();
        var seen = new List<string>();
        while (JsonObjectReader.NextName(ref json, out var key))
        {
            JsonObjectReader.Enter(ref json, key);
            seen.Clear();
            if (!vips.TryAdd(JsonFields.AsPrefix(key), History(ref json, seen)))
            {
                throw JsonObjectReader.Twice(key);
            }
        }

        return vips;
    }

    private VipHistory History(ref Utf8JsonReader json, List<string> seen)
    {
        var history = new VipHistory();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            history = name switch
            {
                "seenInIpvs" => history with { SeenInIpvs = JsonObjectReader.Flag(ref json, name) },
                "missing" => history with { Missing = Streak(ref json, name) },
                "withdrawnAt" => history with { WithdrawnAt = Moment(ref json, name) },
                "pinnedAt" => history with { PinnedAt = Moment(ref json, name) },
                "flaps" => history with { Damping = Streak(ref json, name) is var flaps ? new(flaps.Count, flaps.LastCounted) : null },
                "reissued" => history with { Reissued = JsonObjectReader.Flag(ref json, name) },
                "configured" => history with { Configured = JsonObjectReader.Flag(ref json, name) },
                "lastChange" => history with { LastChange = LastChange(ref json) },
                _ => Skipped(ref json, history),
            };
        }

        return history;
    }

    private LastChange LastChange(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "lastChange");
        string? what = null, why = null;
        Moment? when = null;
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            switch (name)
            {
                case "what":
                    what = JsonObjectReader.Text(ref json, name);
                    break;
                case "when":
                    when = Moment(ref json, name);
                    break;
                case "why":
                    why = JsonObjectReader.Text(ref json, name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new(what ?? throw JsonObjectReader.Missing("what"), when ?? throw JsonObjectReader.Missing("when"), why ?? throw JsonObjectReader.Missing("why"));
    }

    private Dictionary<string, NoticeHistory> Notices(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "notices");
        var notices = new Dictionary<string, NoticeHistory>();
        while (JsonObjectReader.NextName(ref json, out var key))
        {
            JsonObjectReader.Enter(ref json, key);
            if (!notices.TryAdd(key, Notice(ref json)))
            {
                throw JsonObjectReader.Twice(key);
            }
        }

        return notices;
    }

    private NoticeHistory Notice(ref Utf8JsonReader json)
    {
        string? text = null;
        Moment? logged = null;
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            switch (name)
            {
                case "text":
                    text = JsonObjectReader.Text(ref json, name);
                    break;
                case "logged":
                    logged = Moment(ref json, name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new(text ?? throw JsonObjectReader.Missing("text"), logged ?? throw JsonObjectReader.Missing("logged"));
    }

    private Moment Moment(ref Utf8JsonReader json, string name) => _moments.At(JsonObjectReader.Integer(ref json, name));

    private Streak Streak(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType == JsonTokenType.StartArray && json.Read() && json.TokenType == JsonTokenType.Number
            && JsonObjectReader.Integer(ref json, name) is var count and > 0
            && json.Read() && json.TokenType == JsonTokenType.Number)
        {
            var place = JsonObjectReader.Integer(ref json, name);
            if (json.Read() && json.TokenType == JsonTokenType.EndArray)
            {
                return new(count, _moments.At(place));
            }
        }

        throw new FormatException($"field `{name}` is not [count, moment]");
    }
}
