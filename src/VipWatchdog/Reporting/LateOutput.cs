namespace VipWatchdog.Reporting;

/// <summary>
/// Standard output, written when the run is over: a reader that stopped (`vip-watchdog | less`) must keep neither a
/// withdrawal nor the lock waiting. Syslog has each line in its moment.
/// </summary>
/// <param name="output">Written once, on disposal.</param>
public sealed class LateOutput(TextWriter output) : StringWriter
{
    protected override void Dispose(bool disposing)
    {
        if (disposing && GetStringBuilder().Length > 0)
        {
            output.Write(GetStringBuilder());
            output.Flush();
        }

        base.Dispose(disposing);
    }
}
