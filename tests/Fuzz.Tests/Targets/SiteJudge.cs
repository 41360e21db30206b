using System.Text;
using Fuzz.Tests.Plain;
using Vips;
using Vips.Host.Recording;
using Vips.Plans;
using Vips.Readings;

namespace Fuzz.Tests.Targets;

/// <summary>
/// What must be so for a planned change, told from the raw texts alone. The statement stands word for word in what bgpd printed,
/// in the baseline or in a kept one; the VIP is one of the site's; and the table, read by words, says that its servers are dead,
/// or live. The configurations of the recorded runs have `drop: 0` and `restore: 1`.
/// </summary>
internal sealed class SiteJudge(RecordedPass pass, LastAnswers answers, Inputs inputs, PlainPolicy policy)
{
    private readonly string _state = TextOf(pass, "watchdog.json");

    public void Judge(PlannedChange change)
    {
        var statement = change.Statement.ToString();
        Require(!statement.AsSpan().ContainsAnyExceptInRange(' ', '~'), change, "its statement is not one plain command");
        var running = answers.Running;
        Require(running is not null, change, "what bgpd runs is unknown");
        switch (change.Kind)
        {
            case ChangeKind.Withdraw:
                Require(PlainConfiguration.Holds(running!, statement), change, "bgpd printed no such statement");
                JudgeWithdrawal(change);
                break;
            case ChangeKind.Announce:
                Require(IsOfTheSite(change, statement), change, "neither the baseline nor a kept statement holds it");
                JudgeAnnouncement(change);
                break;
            case ChangeKind.Reissue:
                Require(PlainConfiguration.Holds(running!, statement) || IsOfTheSite(change, statement), change, "no configuration holds it");
                JudgeAnnouncement(change);
                break;
            default:
                Require(PlainConfiguration.Names(running!, change.Prefix.ToString()) && HasHold(change), change, "it is not announced, or no hold drains it");
                break;
        }
    }

    private void JudgeWithdrawal(PlannedChange change)
    {
        if (change.IsByPerson)
        {
            Require(HasHold(change), change, "no file of holds/ is named after it");
            return;
        }

        Require(answers.Table is not null, change, "the table is unknown, and unknown is not zero");
        var behind = policy.Behind(answers.Table!, change.Prefix.ToString()).ToList();
        Require(behind.Count == 0 ? IsOfTheSite(change, statement: null) : behind.Any(service => policy.Live(service) == 0), change,
            "the table shows live servers behind each of its services, or it is no VIP of the site");
    }

    private void JudgeAnnouncement(PlannedChange change)
    {
        Require(answers.Table is not null, change, "the table is unknown");
        Require(policy.Behind(answers.Table!, change.Prefix.ToString()).Any(service => policy.Live(service) > 0), change, "the table shows no live server");
        Require(inputs.Keepalived is not KeepalivedState.NotRunning, change, "keepalived does not run");
        Require(inputs.Keepalived is not KeepalivedState.Running { Age.TotalSeconds: < 5 }, change, "keepalived has not checked anything yet");
        Require(!HasHold(change) || HoldsText(change).Contains("until", StringComparison.Ordinal), change, "it is held");
        Require(HoldNames().All(name => PlainAddress.Prefix(name.Replace('_', '/')) is not null || name.StartsWith('.')), change, "holds/ has a file that is no prefix");
    }

    /// <summary>In a start-up configuration, in the last good one that the state remembers, or kept at a withdrawal.</summary>
    private bool IsOfTheSite(PlannedChange change, string? statement)
    {
        var prefix = change.Prefix.ToString();
        return pass.Startup.Any(file => file.Text is { } text && (statement is null ? PlainConfiguration.Names(text, prefix) : PlainConfiguration.Holds(text, statement)))
            || (_state.Contains($"\"{prefix}\"", StringComparison.Ordinal) && (change.Statement.RouteMap is not { } map || _state.Contains($"\"{map}\"", StringComparison.Ordinal)));
    }

    private bool HasHold(PlannedChange change) =>
        HoldNames().Any(name => PlainAddress.Prefix(name.Replace('_', '/')) == PlainAddress.Prefix(change.Prefix.ToString()));

    private IEnumerable<string> HoldNames() =>
        pass.Folders.Where(folder => folder.Path.EndsWith("/holds", StringComparison.Ordinal) && folder.Names.IsKnown).SelectMany(folder => folder.Names.Value);

    private string HoldsText(PlannedChange change) => string.Concat(pass.Files
        .Where(file => file.Path.Contains("/holds/", StringComparison.Ordinal) && PlainAddress.Prefix(Path.GetFileName(file.Path).Replace('_', '/')) == PlainAddress.Prefix(change.Prefix.ToString()))
        .Select(file => Encoding.UTF8.GetString(file.Bytes ?? [])));

    private static string TextOf(RecordedPass pass, string name) => string.Concat(pass.Files
        .Where(file => file.Path.EndsWith(name, StringComparison.Ordinal)).Select(file => Encoding.UTF8.GetString(file.Bytes ?? [])));

    private static void Require(bool holds, PlannedChange change, string property)
    {
        if (!holds)
            throw new PropertyException($"{change.Kind} '{change.Statement}' ({change.Why}): {property}");
    }
}
