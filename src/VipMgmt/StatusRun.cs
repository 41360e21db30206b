using System.Buffers;
using System.Text;
using System.Text.Json;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.Site;
using Vips.Watchdog;

namespace VipMgmt;

/// <summary>`vip-mgmt status`: what the watchdog would decide on now, without lock, count or change.</summary>
public sealed class StatusRun(SiteReader reader, SiteMemory memory, BootClock clock, OperatorLog log, TextWriter output, CommonOptions options)
{
    /// <param name="targets">Only these VIPs; none for all.</param>
    public ExitStatus Run(IReadOnlyList<Vips.Maintenance.Target> targets)
    {
        var inputs = reader.Read(memory.Read(clock.Now().Wall));
        var judgement = Judgement.Of(inputs);
        var shown = Chosen(judgement.Decisions, targets);
        foreach (var notice in judgement.Permissions.Notices)
        {
            log.Complain($"vip-mgmt: {notice.Text}");
        }

        if (options.Json)
        {
            WriteDocument(inputs, judgement, shown);
        }
        else
        {
            foreach (var line in StatusTable.Lines(shown, inputs))
            {
                log.Print(line);
            }
        }

        return judgement.Permissions.Status;
    }

    private static List<Decision> Chosen(IReadOnlyList<Decision> decisions, IReadOnlyList<Vips.Maintenance.Target> targets)
    {
        var wanted = new HashSet<Prefix>();
        foreach (var target in targets)
        {
            wanted.UnionWith(target.Prefixes);
        }

        var chosen = new List<Decision>();
        foreach (var decision in decisions)
        {
            if (targets.Count == 0 || wanted.Contains(decision.Subject.Prefix))
            {
                chosen.Add(decision);
            }
        }

        return chosen;
    }

    private void WriteDocument(Inputs inputs, Judgement judgement, IReadOnlyList<Decision> decisions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("tool", "vip-mgmt");
            json.WriteString("time", DecisionJson.Time(inputs.Now.Wall));
            json.WriteNumber("status", (int)judgement.Permissions.Status);
            NoticeJson.Write(json, judgement.Permissions.Notices);
            json.WriteStartArray("vips");
            foreach (var decision in decisions)
            {
                DecisionJson.Write(json, decision, PathsOf(inputs, decision.Subject.Prefix), inputs.Now.Wall);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static BgpPaths? PathsOf(Inputs inputs, Prefix prefix) =>
        inputs.Running.IsKnown && inputs.Paths.IsKnown ? inputs.Paths.Value.GetValueOrDefault(prefix) : null;
}
