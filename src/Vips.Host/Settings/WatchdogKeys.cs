using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>The rules, which stand under `watchdog` for all VIPs and in an entry of `vips` for these alone.</summary>
internal static class WatchdogKeys
{
    private static readonly (string Name, string Type, string Help, Func<Rules, string> Write)[] Table =
    [
        ("drop", "a count of real servers, or a percentage of `expected`", "down at this many live real servers or fewer",
            r => Scalars.Of(r.Drop)),
        ("restore", "a count of real servers, or a percentage of `expected`", "up at this many or more; above drop",
            r => Scalars.Of(r.Restore)),
        ("expected", "none, or a whole number of 1 or more", "how many real servers there should be",
            r => r.Expected is { } expected ? Scalars.Of(expected) : "none"),
        ("fall", "a whole number of 1 or more", "observations before down counts", r => Scalars.Of(r.Fall)),
        ("rise", "a whole number of 1 or more", "observations before up counts", r => Scalars.Of(r.Rise)),
        ("services", "all, any, or a list such as [tcp/80, tcp/443]", "which of a VIP's services decide", Services),
        ("hold-down", "a duration (500ms, 90s, 5m, 2h, 1d)", "not restored for so long after a withdrawal",
            r => Durations.Write(r.HoldDown)),
        ("damping", "off, or a duration (1m)", "the same after the first withdrawal of a VIP that flaps; each further one doubles it",
            r => r.Damping is { } damping ? Durations.Write(damping) : "off"),
        ("damping-cap", "a duration (500ms, 90s, 5m, 2h, 1d)", "the most that flaps make of `damping`", r => Durations.Write(r.DampingCap)),
        ("damping-quiet", "a duration above 0s", "a VIP that stays announced for so long has half of it", r => Durations.Write(r.DampingQuiet)),
        ("missing-fall", "a whole number of 1 or more", "observations without any virtual service before down",
            r => Scalars.Of(r.MissingFall)),
    ];

    internal static ConfigurationKey[] Rules { get; } = Array.ConvertAll(
        Table, row => new ConfigurationKey("watchdog", row.Name, row.Type, row.Help, c => row.Write(c.Policy.Default)));

    internal static EntryKey<VipEntry>[] RulesOfVips { get; } = Array.ConvertAll(
        Table, row => new EntryKey<VipEntry>(row.Name, row.Type, row.Help, v => row.Write(v.Rules)));

    private static string Services(Rules rules) => rules.Services == ServiceChoice.Listed
        ? Scalars.List(rules.Listed)
        : rules.Services.ToString().ToLowerInvariant();
}
