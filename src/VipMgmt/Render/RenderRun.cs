using Bgp.Vtysh.Model;
using Tools.Execution;
using Vips;
using Vips.Host.Reporting;
using Vips.Inventory;

namespace VipMgmt.Render;

/// <summary>`vip-mgmt render`: inventory -> template -> text, checked, and printed or compared. Nothing is written anywhere.</summary>
public sealed class RenderRun(TextWriter output, TextWriter error, bool isJson)
{
    /// <param name="block">What the site's bgpd is to be told.</param>
    /// <param name="suite">The flavour.</param>
    /// <param name="folder">The operator's templates; null for ours.</param>
    /// <param name="readRunning">What bgpd runs, to compare with; null to print the text.</param>
    public ExitStatus Run(SiteBlock block, Suite suite, string? folder, Func<Reading<string>>? readRunning)
    {
        var (template, unfit, status) = SiteTemplate.Load(folder, suite);
        if (template is null)
        {
            return Refuse([.. unfit.Select(fault => fault.ToString())], status);
        }

        var (text, faults) = template.Render(TemplateModel.Of(block));
        faults = text is null ? faults : RenderedCheck.Faults(template.Name, text, block);
        if (text is null || faults.Count > 0)
        {
            return Refuse([.. faults.Select(fault => fault.ToString())], ExitStatus.Configuration);
        }

        if (readRunning is null)
        {
            Print(block, suite, text, differences: null, ExitStatus.Done);
            return ExitStatus.Done;
        }

        var running = readRunning();
        if (!running.IsKnown)
        {
            return Refuse(
                [$"vip-mgmt: {PlainText.Line(running.Failure.ToString())}; there is nothing to compare with"],
                ExitStatuses.Of(running.Failure));
        }

        var differences = ConfigurationDifference.Of(running.Value, text);
        status = differences.Count == 0 ? ExitStatus.Done : ExitStatus.KeptBack;
        Print(block, suite, text, differences, status);
        return status;
    }

    private ExitStatus Refuse(IReadOnlyList<string> faults, ExitStatus status)
    {
        foreach (var fault in faults)
        {
            error.WriteLine(fault);
        }

        if (isJson)
        {
            RefusalJson.Write(output, "vip-mgmt", status, faults);
        }

        return status;
    }

    /// <param name="differences">Null when nothing was compared.</param>
    private void Print(SiteBlock block, Suite suite, string text, IReadOnlyList<string>? differences, ExitStatus status)
    {
        if (isJson)
        {
            WriteDocument(block, suite, text, differences, status);
        }
        else if (differences is null)
        {
            output.Write(text);
        }
        else
        {
            foreach (var line in differences.Count == 0 ? ["what runs is as rendered"] : differences)
            {
                output.WriteLine(PlainText.Line(line));
            }
        }
    }

    private void WriteDocument(SiteBlock block, Suite suite, string text, IReadOnlyList<string>? differences, ExitStatus status) =>
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteNumber("status", (int)status);
            json.WriteString("site", block.Site.Name);
            json.WriteString("flavour", SiteTemplate.FlavourOf(suite));
            json.WriteString("text", text);
            json.WriteMaybe("differences", differences);
        });
}
