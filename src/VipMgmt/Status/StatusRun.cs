using VipMgmt.Names;
using Vips;
using Vips.Host.Director;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.State;
using Vips.Monitoring;
using Vips.Watchdog;

namespace VipMgmt.Status;

/// <summary>`vip-mgmt status`: what the watchdog would decide on now, without lock, count or change.</summary>
public sealed class StatusRun(DirectorReader reader, StateStore store, NameStore nameStore, BootClock clock, OperatorLog log, TextWriter output, CommonOptions options, StatusOptions what)
{
    /// <param name="names">Only what they stand for; none for all.</param>
    public ExitStatus Run(NameTargets names)
    {
        var isAll = names.Targets.Count == 0;
        var inputs = reader.Read(store.Read(clock.Now().Wall), also: isAll ? running => running.Instance.Statements.Keys : _ => names.Prefixes);
        var judgement = Judgement.Of(inputs);
        var listing = new StatusListing(inputs, judgement.Decisions);
        var others = listing.NotOfThisSite(names.Prefixes);
        if (what.Check)
        {
            return Check(DirectorCheck.Of(inputs, judgement));
        }

        var shown = Order(isAll ? listing.All() : listing.Of(names.Prefixes.Except(others)), inputs);
        foreach (var notice in judgement.Permissions.Notices)
        {
            log.Complain($"vip-mgmt: {notice.Text}");
        }

        foreach (var prefix in others)
        {
            log.Complain($"vip-mgmt: {Lines.NotOfThisSite(prefix)}");
        }

        var status = !isAll && shown.Count == 0
            ? ExitStatuses.Combine(judgement.Permissions.Status, ExitStatus.KeptBack)
            : judgement.Permissions.Status;
        Show(inputs, judgement, shown, status);
        return status;
    }

    /// <summary>What is in trouble first; with --problems nothing else.</summary>
    private IReadOnlyList<Decision> Order(IReadOnlyList<Decision> listed, Inputs inputs) =>
    [
        .. listed.Where(decision => !what.Problems || TroubleJudge.Judge(decision, inputs) != Trouble.None)
            .OrderByDescending(decision => TroubleJudge.Judge(decision, inputs)),
    ];

    private ExitStatus Check(DirectorCheck check)
    {
        output.WriteLine(Tools.Execution.PlainText.Line(check.ToString()));
        return (ExitStatus)check.State;
    }

    private void Show(Inputs inputs, Judgement judgement, IReadOnlyList<Decision> shown, ExitStatus status)
    {
        if (options.Json)
        {
            WriteDocument(inputs, judgement, shown, status);
            return;
        }

        foreach (var line in options.Verbose ? InputsText.Lines(inputs) : [])
        {
            log.Print(line);
        }

        foreach (var line in new StatusTable(inputs, nameStore.Vips(inputs.Policy), what.Colours).Lines(shown))
        {
            output.WriteLine(line);
        }

        foreach (var decision in options.Verbose ? shown : [])
        {
            log.Print($"{decision.Vip.Prefix}: {JsonWords.Kebab(decision.Rule.ToString())}: {decision.Why}");
        }
    }

    private void WriteDocument(Inputs inputs, Judgement judgement, IReadOnlyList<Decision> decisions, ExitStatus status)
    {
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteString("time", TimeText.Of(inputs.Now.Wall));
            json.WriteNumber("status", (int)status);
            NoticeJson.Write(json, judgement.Permissions.Notices);
            json.WriteStartArray("vips");
            foreach (var decision in decisions)
            {
                DecisionJson.Write(json, decision, inputs);
            }

            json.WriteEndArray();
        });
    }
}
