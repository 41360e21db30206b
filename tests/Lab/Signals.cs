using Tools.Execution;

namespace Lab;

/// <summary>Signals to processes that a test has started, by their id.</summary>
public static class Signals
{
    public static void Send(string signal, int process)
    {
        var kill = new ToolRunner().Run(new ToolCommand("/bin/kill", [$"-{signal}", $"{process}"], TimeSpan.FromSeconds(20)));
        Assert.Equal((ToolEnding.Exited, 0), (kill.Ending, kill.Status));
    }
}
