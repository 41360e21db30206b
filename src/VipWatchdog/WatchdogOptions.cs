using System.CommandLine;
using System.CommandLine.Parsing;
using Tools.Execution;
using Vips.Host.Settings;

namespace VipWatchdog;

/// <summary>The command line of vip-watchdog (DESIGN section 5).</summary>
/// <param name="DryRun">Stop after the plan, print it and the exact vtysh commands; nothing is written or counted.</param>
/// <param name="Verbose">Tell also of what does not change.</param>
/// <param name="Json">Print the run as one JSON document.</param>
/// <param name="Boot">Wait for bgpd, and enforce holds alone.</param>
/// <param name="Config">Path of the configuration; null for the default place.</param>
/// <param name="Follow">Stay, and run when keepalived writes into this FIFO; null for one run.</param>
/// <param name="Every">With Follow: from the end of a run to the next when nothing is told; 1 s to 1 h.</param>
public sealed record WatchdogOptions(bool DryRun, bool Verbose, bool Json, bool Boot, string? Config, string? Follow, TimeSpan Every)
{
    /// <summary>A folder that gets a bundle of this run; null for none.</summary>
    public string? Record { get; init; }

    /// <summary>Bundles, and folders of them, that are decided again in place of a run; empty for a run.</summary>
    public IReadOnlyList<string> Replay { get; init; } = [];

    private static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "decide and print the plan with the exact vtysh commands; change, count and log nothing" };
    private static readonly Option<bool> VerboseOption = new("--verbose", "-v") { Description = "tell also of what does not change" };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "print the run as one JSON document" };
    private static readonly Option<bool> BootOption = new("--boot") { Description = "for a start of bgpd: wait up to 20 s for it, then enforce the holds, and nothing else" };
    private static readonly Option<string?> ConfigOption = new("--config") { Description = "the configuration; default /etc/viptools/viptools.yaml", HelpName = "FILE" };

    private static readonly Option<string?> FollowOption = new("--follow") { Description = "stay, and run at each word of keepalived's lvs_notify_fifo, which is made where it is missing", HelpName = "FIFO" };
    private static readonly Option<string?> EveryOption = new("--every") { Description = "with --follow: run also when nothing is told for so long; 1s to 1h, default 10s", HelpName = "DURATION" };

    private static readonly Option<string?> RecordOption = new("--record") { Description = "keep what this run reads in DIR, as a bundle for --replay", HelpName = "DIR" };
    private static readonly Option<string[]> ReplayOption = new("--replay") { Description = "decide again from bundles, or folders of them, and print decisions and plan; nothing is read or changed on this machine. With --config FILE: which changes its thresholds would have avoided or added", HelpName = "BUNDLE", AllowMultipleArgumentsPerToken = true };

    /// <summary>The root command; its action gets the options.</summary>
    public static RootCommand Command(Func<WatchdogOptions, int> run)
    {
        var root = new RootCommand("Withdraws and restores the BGP announcements of VIPs by the live real servers behind them. Run by cron every minute.")
        {
            DryRunOption, VerboseOption, JsonOption, BootOption, ConfigOption, FollowOption, EveryOption, RecordOption, ReplayOption,
        };
        root.Validators.Add(Judge);
        root.SetAction(result => run(Of(result)));
        return root;
    }

    private static WatchdogOptions Of(ParseResult result) => new(
        result.GetValue(DryRunOption), result.GetValue(VerboseOption), result.GetValue(JsonOption), result.GetValue(BootOption),
        result.GetValue(ConfigOption), result.GetValue(FollowOption), EveryOf(result.GetValue(EveryOption)) ?? PlainArguments.EveryByDefault)
    {
        Record = result.GetValue(RecordOption),
        Replay = result.GetValue(ReplayOption) is { Length: > 0 } bundles ? bundles : [],
    };

    private static void Judge(CommandResult result)
    {
        // Without its value an option has a fault of its own, and asking for the value throws.
        foreach (Option option in (Option[])[FollowOption, EveryOption, RecordOption, ReplayOption])
        {
            if (result.GetResult(option) is { Implicit: false, Tokens.Count: 0 })
            {
                return;
            }
        }

        var (fifo, every) = (result.GetValue(FollowOption), result.GetValue(EveryOption));
        var fault = fifo is null ? every is null ? null : "--every belongs to --follow"
            : !Path.IsPathFullyQualified(fifo) ? $"--follow '{PlainText.Line(fifo, 100)}' is no absolute path"
            : every is not null && EveryOf(every) is null ? $"--every '{PlainText.Line(every, 100)}' is no duration of 1s to 1h: write 10s or 1m"
            : result.GetValue(BootOption) ? "--boot ends, and --follow stays: give one of them"
            : result.GetValue(JsonOption) ? "--json is one document of one run: leave it or --follow out"
            : result.GetValue(RecordOption) is not null ? "--record is for one run: leave it or --follow out"
            : null;
        fault ??= JudgeReplay(result);
        if (fault is not null)
        {
            result.AddError(fault);
        }
    }

    private static string? JudgeReplay(CommandResult result) =>
        result.GetValue(RecordOption) is "" ? "--record wants a folder"
        : result.GetResult(ReplayOption) is not { Implicit: false } ? null
        : result.GetValue(ReplayOption) is not { Length: > 0 } bundles || bundles.Contains("") ? "--replay wants a bundle, or a folder of bundles"
        : result.GetValue(FollowOption) is not null || result.GetValue(BootOption) || result.GetValue(DryRunOption) || result.GetValue(RecordOption) is not null
            ? "--replay decides again and runs nothing: only --json, --verbose and --config go with it"
        : null;

    /// <summary>Oftener than each second the lock would hardly be free; a safety net of an hour is none.</summary>
    private static TimeSpan? EveryOf(string? text) =>
        text is not null && Durations.TryParse(text, out var every) && every >= TimeSpan.FromSeconds(1) && every <= TimeSpan.FromHours(1) ? every : null;
}
