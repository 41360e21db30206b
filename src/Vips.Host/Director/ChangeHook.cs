using System.Diagnostics;
using System.Globalization;
using Tools.Execution;
using Vips.Host.Settings;
using Vips.Host.State;
using Vips.Plans;
using Vips.Policies;
using Vips.State;

namespace Vips.Host.Director;

/// <summary>
/// The operator's command that is told of each change once bgpd has been read back (`on-change`): the journal's line on
/// standard input, the same in VIPTOOLS_* variables. It runs after the lock is given back, one change after another, all
/// within one deadline, and nothing that it does or says changes what the run comes to.
/// </summary>
/// <param name="runner">Starts it; the run's own limit bounds it too.</param>
/// <param name="command">Program and arguments; empty for none.</param>
/// <param name="deadline">For all changes together.</param>
/// <param name="policy">Knows the names of the services.</param>
/// <param name="tool">Who tells: `vip-mgmt` or `vip-watchdog`.</param>
public sealed class ChangeHook(ToolRunner runner, IReadOnlyList<string> command, TimeSpan deadline, Policy policy, string tool)
{
    private readonly List<JournalEntry> _entries = [];

    /// <summary>To be told later, in this order. What is not proven is no change.</summary>
    public void Add(IReadOnlyList<ChangeOutcome> outcomes, string who, DateTimeOffset now)
    {
        foreach (var outcome in command.Count == 0 ? [] : outcomes)
        {
            if (outcome.IsProven)
            {
                _entries.Add(JournalEntries.Of(outcome, who, now));
            }
        }
    }

    /// <summary>Tells of what was added since the last call.</summary>
    /// <returns>What went wrong, a line each.</returns>
    public IReadOnlyList<string> Run()
    {
        if (_entries.Count == 0)
        {
            return [];
        }

        var entries = _entries.ToArray();
        _entries.Clear();
        if (TrustedFile.WhyNotToRun(command[0]) is { } unfit)
        {
            return [$"on-change: {unfit}; not run for {Count(entries.Length)}"];
        }

        var faults = new List<string>();
        var clock = Stopwatch.StartNew();
        for (var at = 0; at < entries.Length; at++)
        {
            if (clock.Elapsed >= deadline)
            {
                faults.Add($"on-change: its {Durations.Write(deadline)} are over; not run for {Count(entries.Length - at)}");
                break;
            }

            var result = runner.Run(CommandFor(entries[at], deadline - clock.Elapsed));
            if (!result.Succeeded)
            {
                faults.Add($"on-change ({entries[at].What} of {entries[at].Prefix}): {ToolFailure.From(result)}");
            }
        }

        return faults;
    }

    private ToolCommand CommandFor(JournalEntry entry, TimeSpan left) => new(command[0], [.. command.Skip(1)], left)
    {
        StandardInput = JournalJson.Line(entry),
        OutputLimit = 64 * 1024,
        Environment = Variables(entry),
    };

    /// <summary>Each is always set; empty where there is nothing.</summary>
    private Dictionary<string, string> Variables(JournalEntry entry) => new()
    {
        ["VIPTOOLS_TOOL"] = tool,
        ["VIPTOOLS_WHEN"] = TimeText.Of(entry.When),
        ["VIPTOOLS_WHO"] = PlainText.Line(entry.Who),
        ["VIPTOOLS_WHAT"] = entry.What,
        ["VIPTOOLS_PREFIX"] = $"{entry.Prefix}",
        ["VIPTOOLS_VIP"] = entry.Prefix is { } prefix ? WatchedVip.NameOf(prefix) : "",
        ["VIPTOOLS_NAME"] = entry.Prefix is { } vip ? policy.EntryOf(vip)?.Name ?? "" : "",
        ["VIPTOOLS_WHY"] = PlainText.Line(entry.Why),
        ["VIPTOOLS_BEFORE"] = entry.Before ?? "",
        ["VIPTOOLS_AFTER"] = entry.After ?? "",
        ["VIPTOOLS_LIVE"] = entry.Live?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static string Count(int changes) => changes == 1 ? "1 change" : string.Create(CultureInfo.InvariantCulture, $"{changes} changes");
}
