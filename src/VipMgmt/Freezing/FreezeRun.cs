using Vips;
using Vips.Holds;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.State;
using Vips.State;

namespace VipMgmt.Freezing;

/// <summary>`freeze` and `thaw`: one file written or removed, journalled and told.</summary>
public sealed class FreezeRun(StateStore store, OperatorLog log, TextWriter output, CommonOptions options, BootClock clock, string who)
{
    /// <param name="asked">Null for `thaw`.</param>
    public ExitStatus Run(FreezeOptions? asked)
    {
        var now = clock.Now().Wall;
        var kept = store.Read(now);
        var before = kept.Freeze?.IsInForce(now) == true ? kept.Freeze : null;
        var after = asked is null ? null : new Freeze(who, now, asked.Reason, asked.For is { } lasts ? now + lasts : null);
        if (options.DryRun)
        {
            log.Print(after is not null ? $"would freeze the watchdog: {after}" : before is null ? "not frozen" : $"would thaw the watchdog: {before}");
            return Close(ExitStatus.Done, before, null);
        }

        if (kept.NotWritable is { } why)
        {
            return Refused($"{why}; nothing is done", ExitStatus.StateNotWritable);
        }

        if (after is null && kept.Freeze is null)
        {
            log.Print("not frozen");
            return Close(ExitStatus.Done, null, null);
        }

        return Write(after, before, now);
    }

    /// <summary>Nothing is done.</summary>
    public ExitStatus Refused(string why, ExitStatus status)
    {
        log.Complain($"vip-mgmt: {why}");
        return Close(status, null, why);
    }

    private ExitStatus Write(Freeze? after, Freeze? before, DateTimeOffset now)
    {
        if (store.WriteFreeze(after) is [var unwritten, ..])
        {
            return Refused(unwritten.Text, ExitStatus.StateNotWritable);
        }

        var told = after ?? before;
        log.Tell(SyslogTags.Watchdog, after is not null
            ? $"{after}: nothing is changed but holds, until vip-mgmt thaw"
            : $"thawed by {who}{(told is null ? "" : $" (was {told})")}");
        var entry = new JournalEntry(now, who, null, after is null ? JournalEntry.Thawed : JournalEntry.Frozen, told?.ToString() ?? "", null, null, JournalEntry.Done);
        var faults = store.Journal([entry]);
        foreach (var fault in faults)
        {
            log.Fail(SyslogTags.Route, fault.Text);
        }

        return Close(faults.Count == 0 ? ExitStatus.Done : ExitStatus.StateNotWritable, after, null);
    }

    private ExitStatus Close(ExitStatus status, Freeze? freeze, string? refused)
    {
        if (!options.Json)
        {
            return status;
        }

        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteBoolean("dry_run", options.DryRun);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", refused);
            FreezeJson.Write(json, freeze);
        });
        return status;
    }
}
