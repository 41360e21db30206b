using Vips.Maintenance;

namespace VipMgmt.Drain;

/// <summary>How a drain goes on: one line that is written over on a terminal, and else a line every few seconds.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isTerminal">A person watches.</param>
/// <param name="isQuiet">`--json`: standard output holds one document and nothing else.</param>
public sealed class DrainProgress(TextWriter output, TextWriter error, bool isTerminal, bool isQuiet)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private TimeSpan? _shownWithLeft;
    private int _width;

    public void Show(int vips, Traffic first, Traffic now, TimeSpan left)
    {
        if (isQuiet || (!isTerminal && _shownWithLeft - left < Interval))
        {
            return;
        }

        _shownWithLeft = left;
        var line = $"draining {vips} VIPs: {DrainText.Number(now.PacketsPerSecond)} packets/s of {DrainText.Number(first.PacketsPerSecond)}, "
            + $"{DrainText.Number(now.Connections)} connections, {left.TotalSeconds:0} s left";
        output.Write(isTerminal ? $"\r{line.PadRight(_width)}" : $"{line}\n");
        output.Flush();
        _width = line.Length;
    }

    /// <summary>Leaves the line of a terminal.</summary>
    public void End()
    {
        if (isTerminal && _width > 0)
        {
            output.Write($"\r{"".PadRight(_width)}\r");
        }
    }

    public void Interrupted() =>
        error.WriteLine($"\nvip-mgmt: interrupted: {DrainText.StaysDrained}");
}
