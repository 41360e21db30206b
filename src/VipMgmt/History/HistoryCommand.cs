using System.CommandLine;
using Net.Prefixes;
using VipMgmt.Completion;
using VipMgmt.Names;
using Vips;
using Vips.Host.Settings;
using Vips.Policies;

namespace VipMgmt.History;

/// <summary>`vip-mgmt history` on the command line.</summary>
public static class HistoryCommand
{
    private const int MostWithoutSince = 50;

    /// <summary>Of a whole incident on a large site; more belongs to a program that reads journal.jsonl itself.</summary>
    private const int MostOfAll = 100_000;

    private static readonly Argument<string?> Vip = new("VIP") { Description = "an address or prefix; none for all", Arity = ArgumentArity.ZeroOrOne, CompletionSources = { KnownVips.VipsAlone } };
    private static readonly Option<string?> Since = new("--since") { Description = "how far back (90s, 2h, 7d), or a time in UTC (2026-11-25, 2026-11-25T03:00)", HelpName = "WHEN" };
    private static readonly Option<int?> Last = new("--last") { Description = $"at most so many, the newest; default {MostWithoutSince}, with --since all", HelpName = "N" };

    public static Command Make()
    {
        var history = new Command("history", "who changed what, when and why, from the journal") { Vip, Since, Last };
        CommandLine.RefuseChanges(history);
        history.SetAction(result =>
        {
            var common = CommonOptions.Of(result);
            var (vip, since, last) = (result.GetValue(Vip), result.GetValue(Since), result.GetValue(Last));
            return (int)(last is < 1 or > MostOfAll ? CommandLine.Usage($"--last must be a count of 1 to {MostOfAll}")
                : SinceWhen.FaultOf(since) is { } fault ? CommandLine.Usage(fault)
                : WithConfiguration.Run(common.Config, common.Json, configuration => Run(configuration, common, vip, since, last)));
        });
        return history;
    }

    private static ExitStatus Run(Configuration configuration, CommonOptions common, string? vip, string? since, int? last)
    {
        Prefix? prefix = null;
        if (vip is not null)
        {
            if (!TryLiteral(vip, configuration.Policy, out var literal))
            {
                return CommandLine.Usage(LiteralFault.Of(vip) is { } why ? $"'{vip}': {why}" : $"'{vip}' is no address or prefix; the journal knows VIPs, not names");
            }

            prefix = literal;
        }

        var start = since is null ? (DateTimeOffset?)null : SinceWhen.Of(since, TimeProvider.System.GetUtcNow());
        var most = last ?? (start is null ? MostWithoutSince : MostOfAll);
        return new HistoryRun(new(configuration.StateDir), Console.Out, Console.Error, common).Run(new(most) { Prefix = prefix, Since = start });
    }

    private static bool TryLiteral(string text, Policy policy, out Prefix prefix)
    {
        if (IpAddress.TryParse(text, out var address))
        {
            prefix = policy.PrefixOf(address);
            return true;
        }

        return Prefix.TryParse(text, out prefix);
    }
}
