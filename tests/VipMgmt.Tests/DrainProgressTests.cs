using VipMgmt.Drain;
using Vips.Maintenance;

namespace VipMgmt.Tests;

/// <summary>What a person, a pipe and `--json` see while a drain goes on.</summary>
[Trait("Coverage", "short")]
public sealed class DrainProgressTests : IDisposable
{
    private readonly StringWriter _output = new();

    [Fact]
    public void A_terminal_has_one_line_that_is_written_over_and_left_at_the_end()
    {
        var progress = new DrainProgress(_output, TextWriter.Null, isTerminal: true, isQuiet: false);

        Show(progress, 1200, 118);
        Show(progress, 7, 117);
        progress.End();

        const string First = "draining 2 VIPs: 1200 packets/s of 1200, 3 connections, 118 s left";
        const string Second = "draining 2 VIPs: 7 packets/s of 1200, 3 connections, 117 s left";
        Assert.Equal($"\r{First}\r{Second.PadRight(First.Length)}\r{new string(' ', Second.Length)}\r", $"{_output}");
    }

    [Fact]
    public void A_pipe_has_a_line_every_five_seconds()
    {
        var progress = new DrainProgress(_output, TextWriter.Null, isTerminal: false, isQuiet: false);

        for (var left = 120; left >= 108; left--)
        {
            Show(progress, 1200, left);
        }

        Assert.Equal([120, 115, 110], $"{_output}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split(", ")[^1].Split(' ')[0], null)));
    }

    [Fact]
    public void With_json_nothing_is_said()
    {
        var progress = new DrainProgress(_output, TextWriter.Null, isTerminal: true, isQuiet: true);

        Show(progress, 1200, 120);
        progress.End();

        Assert.Equal("", $"{_output}");
    }

    public void Dispose() => _output.Dispose();

    private static void Show(DrainProgress progress, int packets, int secondsLeft) =>
        progress.Show(2, new Traffic(1200, 3), new Traffic(packets, 3), TimeSpan.FromSeconds(secondsLeft));
}
