using System.CommandLine;
using VipMgmt.Completion;
using VipMgmt.Names;
using Vips.Host.Settings;

namespace VipMgmt.Maintenance;

/// <summary>`vip-mgmt -d NAME...` and `vip-mgmt -a NAME...` (DESIGN section 4).</summary>
/// <param name="IsDelete">-d; else -a.</param>
/// <param name="Names">FQDNs, addresses or prefixes; empty with --all.</param>
/// <param name="All">Every managed VIP of this director.</param>
/// <param name="Resolving">-4, -6, --cached.</param>
/// <param name="Reason">--reason; null without.</param>
/// <param name="For">--for; null without end.</param>
/// <param name="Force">-a: lift all claims, announce whatever IPVS says. -d: whatever the last-exit guard says.</param>
/// <param name="NoHold">Withdraw also where no hold can be written.</param>
/// <param name="DrainWait">--drain: how long the traffic is waited for; null without.</param>
/// <param name="Yes">Do not ask before more than half of the announced VIPs go.</param>
public sealed record MaintenanceOptions(
    bool IsDelete, IReadOnlyList<string> Names, bool All, NameOptions Resolving, string? Reason, TimeSpan? For, bool Force, bool NoHold,
    TimeSpan? DrainWait, bool Yes)
{
    private static readonly TimeSpan DrainByDefault = TimeSpan.FromMinutes(2);

    private static readonly Option<string[]> DeleteOption = NamesOption("--delete", "-d", "hold every VIP behind NAME, and withdraw it");
    private static readonly Option<string[]> AddOption = NamesOption("--add", "-a", "lift the hold, and announce again");
    private static readonly Option<bool> AllOption = new("--all") { Description = "in place of NAME: every managed VIP of this director" };
    private static readonly Option<string?> ReasonOption = ReasonText.Option("with -d: why, for those who find the hold");
    private static readonly Option<string?> ForOption = new("--for") { Description = "with -d: the hold ends by itself after this (90s, 5m, 2h)", HelpName = "DURATION" };
    private static readonly Option<bool> ForceOption = new("--force") { Description = "with -a: lift all claims, and announce whatever IPVS says; with -d: also the last announcement of a VIP" };
    private static readonly Option<bool> NoHoldOption = new("--no-hold") { Description = "with -d: withdraw although no hold can be written" };
    private static readonly Option<bool> DrainOption = new("--drain") { Description = "with -d: let the traffic move to the other sites first (bgp.drain-route-map), then withdraw" };
    private static readonly Option<string?> WaitOption = new("--wait") { Description = "with --drain: withdraw after this also with traffic left; default 2m", HelpName = "DURATION" };
    private static readonly Option<bool> YesOption = new("--yes", "-y") { Description = "with -d: do not ask before more than half of the announced VIPs go" };

    public static IEnumerable<Option> Definitions =>
        [DeleteOption, AddOption, AllOption, .. NameOptions.All, ReasonOption, ForOption, ForceOption, NoHoldOption, DrainOption, WaitOption, YesOption];

    /// <summary>The options, or in one line what is wrong with them.</summary>
    public static (MaintenanceOptions? Options, string? Fault) Of(ParseResult result)
    {
        var isDelete = result.GetResult(DeleteOption) is not null;
        var names = result.GetValue(isDelete ? DeleteOption : AddOption) ?? [];
        var (lasts, lastsFault) = DurationText.Of(result, ForOption);
        var (waits, waitsFault) = DurationText.Of(result, WaitOption);
        var (resolving, unclear) = NameOptions.Of(result);
        var wait = result.GetValue(DrainOption) ? waits ?? DrainByDefault : (TimeSpan?)null;
        var fault = FaultOf(result, names) ?? unclear ?? lastsFault ?? waitsFault ?? (lasts <= wait
            ? $"--for must be longer than --wait ({Durations.Write(wait.Value)}): the hold would end before the traffic is gone"
            : null);
        return fault is not null ? (null, fault) : (new(
            isDelete, names, result.GetValue(AllOption), resolving!, ReasonText.Of(result, ReasonOption), lasts, result.GetValue(ForceOption),
            result.GetValue(NoHoldOption), wait, result.GetValue(YesOption)), null);
    }

    /// <summary>`-a --force NAME`: the name would be told to be an unknown command.</summary>
    public static string? Misplaced(ParseResult result) =>
        result.UnmatchedTokens is [var name, ..] && !name.StartsWith('-') && (result.GetResult(DeleteOption) ?? result.GetResult(AddOption)) is { Tokens.Count: 0 } given
            ? $"'{name}' stands behind another option: names stand directly behind {given.IdentifierToken?.Value ?? given.Option.Name}"
            : null;

    private static string? FaultOf(ParseResult result, string[] names)
    {
        var (isDelete, isAdd) = (result.GetResult(DeleteOption) is not null, result.GetResult(AddOption) is not null);
        var letter = isDelete ? "-d" : "-a";
        var (all, drains) = (result.GetValue(AllOption), result.GetValue(DrainOption));
        return isDelete && isAdd ? "-d and -a exclude each other: give one of them"
            : !isDelete && !isAdd ? "nothing to do: give -d NAME, -a NAME, or a command"
            : Array.Find(names, name => name.StartsWith('-')) is { } option ? $"'{option}' stands where a NAME should be: options go before {letter} or behind the names"
            : names.Length == 0 && !all ? $"{letter} needs a NAME, or --all for every managed VIP"
            : names.Length > 0 && all ? $"--all stands in place of a NAME: leave '{names[0]}' or --all out"
            : isAdd && Given(result, ReasonOption, ForOption, NoHoldOption, DrainOption, WaitOption, YesOption) is { } alien ? $"{alien} belongs to -d"
            : !drains && result.GetValue(WaitOption) is not null ? "--wait needs --drain"
            : drains && result.GetValue(NoHoldOption) ? "--drain keeps the watchdog off with its hold: leave --no-hold out"
            : null;
    }

    private static string? Given(ParseResult result, params Option[] options) =>
        Array.Find(options, option => result.GetResult(option) is { Implicit: false })?.Name;

    private static Option<string[]> NamesOption(string name, string alias, string description) => new(name, alias)
    {
        Description = description,
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = true,
        CompletionSources = { KnownVips.NamesAndVips },
    };
}
