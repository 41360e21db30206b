using System.CommandLine;
using System.CommandLine.Parsing;

namespace VipWatchdog;

/// <summary>The command line of vip-watchdog (DESIGN section 5).</summary>
/// <param name="DryRun">Stop after the plan, print it and the exact vtysh commands; nothing is written or counted.</param>
/// <param name="Verbose">Tell also of what does not change.</param>
/// <param name="Json">Print the run as one JSON document.</param>
/// <param name="Boot">Wait for bgpd, and enforce holds alone.</param>
/// <param name="Config">Path of the configuration; null for the default place.</param>
public sealed record WatchdogOptions(bool DryRun, bool Verbose, bool Json, bool Boot, string? Config)
{
    private static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "decide and print the plan with the exact vtysh commands; change, count and log nothing" };
    private static readonly Option<bool> VerboseOption = new("--verbose", "-v") { Description = "tell also of what does not change" };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "print the run as one JSON document" };
    private static readonly Option<bool> BootOption = new("--boot") { Description = "for a start of bgpd: wait up to 20 s for it, then enforce the holds, and nothing else" };
    private static readonly Option<string?> ConfigOption = new("--config") { Description = "the configuration; default /etc/viptools/viptools.yaml", HelpName = "FILE" };

    /// <summary>The root command; its action gets the options.</summary>
    public static RootCommand Command(Func<WatchdogOptions, int> run)
    {
        var root = new RootCommand("Withdraws and restores the BGP announcements of VIPs by the live real servers behind them. Run by cron every minute.")
        {
            DryRunOption, VerboseOption, JsonOption, BootOption, ConfigOption,
        };
        root.SetAction(result => run(Of(result)));
        return root;
    }

    private static WatchdogOptions Of(ParseResult result) => new(
        result.GetValue(DryRunOption), result.GetValue(VerboseOption), result.GetValue(JsonOption), result.GetValue(BootOption),
        result.GetValue(ConfigOption));
}
