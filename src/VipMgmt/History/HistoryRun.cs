using System.Text.Json;
using Tools.Execution;
using Vips;
using Vips.Host.Reporting;
using Vips.Host.State;
using Vips.State;

namespace VipMgmt.History;

/// <summary>`vip-mgmt history`: the journal's newest lines, in the order they were written. Takes no lock and asks no tool.</summary>
public sealed class HistoryRun(StateDirectory state, TextWriter output, TextWriter error, CommonOptions options)
{
    public ExitStatus Run(JournalQuery query)
    {
        var unfit = state.Judge();
        var page = state.Journal.Read(query);
        foreach (var failure in new[] { unfit, page.IsKnown ? null : page.Failure })
        {
            if (failure is not null)
            {
                error.WriteLine($"vip-mgmt: {PlainText.Line(failure.ToString())}");
            }
        }

        var status = ExitStatuses.Combine(StatusOf(unfit), page.IsKnown ? ExitStatus.Done : StatusOf(page.Failure));
        if (options.Json)
        {
            WriteDocument(page.IsKnown ? page.Value : null, query, status);
        }
        else if (page.IsKnown)
        {
            Print(page.Value);
        }

        return status;
    }

    private void Print(JournalPage page)
    {
        foreach (var line in HistoryText.Lines(page, state.Journal.Path, options.Verbose))
        {
            output.WriteLine(PlainText.Line(line));
        }
    }

    /// <param name="page">Null where the journal cannot be read: its entries are unknown, not none.</param>
    private void WriteDocument(JournalPage? page, JournalQuery query, ExitStatus status) => JsonDocumentText.Write(output, json =>
    {
        json.WriteString("tool", "vip-mgmt");
        json.WriteNumber("status", (int)status);
        json.WriteString("vip", query.Prefix?.ToString());
        json.WriteMaybe("since", query.Since);
        if (page is null)
        {
            json.WriteNull("cut");
            json.WriteNull("entries");
            return;
        }

        json.WriteBoolean("cut", page.IsCut);
        json.WriteStartArray("entries");
        for (var at = page.Entries.Count - 1; at >= 0; at--)
        {
            WriteEntry(json, page.Entries[at]);
        }

        json.WriteEndArray();
    });

    private static void WriteEntry(Utf8JsonWriter json, JournalEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("when", TimeText.Of(entry.When));
        json.WriteString("who", entry.Who);
        json.WriteString("prefix", entry.Prefix?.ToString());
        json.WriteString("what", entry.What);
        json.WriteString("why", entry.Why);
        json.WriteString("before", entry.Before);
        json.WriteString("after", entry.After);
        json.WriteString("outcome", entry.Outcome);
        json.WriteMaybe("live", entry.Live);
        json.WriteEndObject();
    }

    private static ExitStatus StatusOf(Failure? failure) =>
        failure is null ? ExitStatus.Done : failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.StateNotWritable;
}
