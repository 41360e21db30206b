using System.Text.Json;
using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Vips.Host.State;

/// <summary>Reads what <see cref="WatchdogStateWriter"/> writes; a field it does not know is a newer program's, and left out.</summary>
internal sealed class WatchdogStateReader
{
    private readonly JsonElement _root;
    private readonly MomentTable _moments;

    private WatchdogStateReader(JsonElement root)
    {
        _root = root;
        _moments = MomentTable.Read(root);
    }

    /// <exception cref="FormatException">Damaged.</exception>
    internal static WatchdogState Read(JsonElement root)
    {
        JsonFields.RequireVersion(root, WatchdogStateWriter.Version);
        return new WatchdogStateReader(root).State();
    }

    private WatchdogState State() => new()
    {
        Established = _root.OptionalFlag("established") ?? false,
        LastRun = Moment(_root, "lastRun"),
        LastSuccess = Moment(_root, "lastSuccess"),
        MassWithdrawal = Streak(_root, "massWithdrawal"),
        LastBaseline = _root.Optional("baseline") is { } baseline ? Baseline(baseline) : null,
        Services = Services(),
        Vips = Vips(),
        Notices = Notices(),
    };

    private static Baseline Baseline(JsonElement baseline)
    {
        var statements = new Dictionary<Prefix, NetworkStatement>();
        foreach (var item in baseline.Items("statements"))
        {
            var statement = StatementJson.Read(item);
            statements[statement.Prefix] = statement;
        }

        return new(baseline.Text("source"), baseline.Text("as"), statements);
    }

    private Dictionary<JudgedService, ServiceHistory> Services()
    {
        var services = new Dictionary<JudgedService, ServiceHistory>();
        foreach (var field in _root.Fields("services"))
        {
            var history = field.Value;
            services[JudgedServiceText.Parse(field.Name)] = new(
                history.OptionalFlag("seenAboveDrop") ?? false,
                Streak(history, "low"),
                Streak(history, "high"),
                Streak(history, "missing"));
        }

        return services;
    }

    private Dictionary<Prefix, VipHistory> Vips()
    {
        var vips = new Dictionary<Prefix, VipHistory>();
        foreach (var field in _root.Fields("vips"))
        {
            var history = field.Value;
            vips[JsonFields.AsPrefix(field.Name)] = new()
            {
                SeenInIpvs = history.OptionalFlag("seenInIpvs") ?? false,
                Missing = Streak(history, "missing"),
                WithdrawnAt = Moment(history, "withdrawnAt"),
                PinnedAt = Moment(history, "pinnedAt"),
                Reissued = history.OptionalFlag("reissued") ?? false,
                Configured = history.OptionalFlag("configured"),
                LastChange = history.Optional("lastChange") is { } change
                    ? new(change.Text("what"), _moments.At(change.Integer("when")), change.Text("why"))
                    : null,
            };
        }

        return vips;
    }

    private Dictionary<string, NoticeMemory> Notices()
    {
        var notices = new Dictionary<string, NoticeMemory>();
        foreach (var field in _root.Fields("notices"))
        {
            notices[field.Name] = new(field.Value.Text("text"), _moments.At(field.Value.Integer("logged")));
        }

        return notices;
    }

    private Moment? Moment(JsonElement parent, string name) =>
        parent.OptionalInteger(name) is { } place ? _moments.At(place) : null;

    private Streak? Streak(JsonElement parent, string name)
    {
        if (parent.Optional(name) is not { } pair)
        {
            return null;
        }

        return pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            && JsonFields.AsInteger(pair[0], name) is var count and > 0
            ? new(count, _moments.At(JsonFields.AsInteger(pair[1], name)))
            : throw new FormatException($"field `{name}` is not [count, moment]");
    }
}
