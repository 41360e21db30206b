using System.CommandLine;
using System.CommandLine.Parsing;
using Tools.Execution;
using Vips.Host.Settings;

namespace VipMgmt;

/// <summary>`vip-mgmt -d NAME...` and `vip-mgmt -a NAME...` (DESIGN section 4).</summary>
/// <param name="IsDelete">-d; else -a.</param>
/// <param name="Names">At least one: an FQDN, an address or a prefix.</param>
/// <param name="Resolving">-4, -6, --cached.</param>
/// <param name="Reason">--reason; null without.</param>
/// <param name="For">--for; null without end.</param>
/// <param name="Force">Lift all claims, announce whatever IPVS says.</param>
/// <param name="NoHold">Withdraw also where no hold can be written.</param>
public sealed record ChangeOptions(
    bool IsDelete, IReadOnlyList<string> Names, NameOptions Resolving, string? Reason, TimeSpan? For, bool Force, bool NoHold)
{
    /// <summary>It stands in one line of a terminal and of syslog, and with many others in one file.</summary>
    private const int LongestReason = 400;

    private static readonly Option<string[]> DeleteOption = Names_("--delete", "-d", "hold every VIP behind NAME, and withdraw it");
    private static readonly Option<string[]> AddOption = Names_("--add", "-a", "lift the hold, and announce again");
    private static readonly Option<string?> ReasonOption = new("--reason") { Description = "with -d: why, for those who find the hold", HelpName = "TEXT" };
    private static readonly Option<string?> ForOption = new("--for") { Description = "with -d: the hold ends by itself after this (90s, 5m, 2h)", HelpName = "DURATION" };
    private static readonly Option<bool> ForceOption = new("--force") { Description = "with -a: lift all claims, and announce whatever IPVS says" };
    private static readonly Option<bool> NoHoldOption = new("--no-hold") { Description = "with -d: withdraw although no hold can be written" };

    public static IEnumerable<Option> All =>
        [DeleteOption, AddOption, .. NameOptions.All, ReasonOption, ForOption, ForceOption, NoHoldOption];

    /// <summary>The options, or in one line what is wrong with them.</summary>
    public static (ChangeOptions? Options, string? Fault) Of(ParseResult result)
    {
        var delete = result.GetValue(DeleteOption) ?? [];
        var add = result.GetValue(AddOption) ?? [];
        var (isDelete, isAdd) = (result.GetResult(DeleteOption) is not null, result.GetResult(AddOption) is not null);
        var lasts = result.GetValue(ForOption);
        TimeSpan? duration = Durations.TryParse(lasts ?? "", out var parsed) && parsed > TimeSpan.Zero ? parsed : null;
        var reason = result.GetValue(ReasonOption) is { } given ? PlainText.Line(given, LongestReason) : null;
        var (force, noHold) = (result.GetValue(ForceOption), result.GetValue(NoHoldOption));
        var (resolving, unclear) = NameOptions.Of(result);
        var fault = isDelete && isAdd ? "-d and -a exclude each other: give one of them"
            : !isDelete && !isAdd ? "nothing to do: give -d NAME, -a NAME, or a command"
            : Array.Find([.. delete, .. add], name => name.StartsWith('-')) is { } option ? $"'{option}' stands where a NAME should be: options go before {(isDelete ? "-d" : "-a")} or behind the names"
            : unclear is not null ? unclear
            : lasts is not null && duration is null ? $"--for '{lasts}' is no duration: write 90s, 5m or 2h"
            : isAdd && (reason is not null || lasts is not null || noHold) ? "--reason, --for and --no-hold belong to -d"
            : isDelete && force ? "--force belongs to -a"
            : null;
        return fault is not null ? (null, fault)
            : (new(isDelete, isDelete ? delete : add, resolving!, reason, duration, force, noHold), null);
    }

    private static Option<string[]> Names_(string name, string alias, string description) => new(name, alias)
    {
        Description = description,
        HelpName = "NAME",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };
}
