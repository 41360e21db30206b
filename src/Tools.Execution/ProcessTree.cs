using System.ComponentModel;
using System.Diagnostics;

namespace Tools.Execution;

/// <summary>Ends a tool with everything that it started.</summary>
internal static class ProcessTree
{
    /// <summary>A killed process is gone in milliseconds unless the kernel holds it (a dead disk, a driver).</summary>
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For the readers to see the end of a tool that was just killed. Only when they do not is /proc searched for who holds
    /// a pipe: that costs 100 ms and more on a busy machine.
    /// </summary>
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends SIGKILL to the process and to its living descendants. Says nothing about whether they died.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or AggregateException)
        {
            // Already over, or not ours to kill: the wait that follows tells.
        }
    }

    /// <summary>
    /// Kills the process, its descendants and whoever else holds one of its outputs open: a grandchild whose parent has
    /// ended is no descendant in /proc any more, and only the pipe still tells that it belongs to the tool.
    /// </summary>
    /// <param name="process">The tool.</param>
    /// <param name="output">Its standard output.</param>
    /// <param name="error">Its standard error.</param>
    /// <param name="holders">Who holds them, when somebody has looked already.</param>
    /// <returns>The process that did not die within a second, if any.</returns>
    public static int? End(Process process, OutputDrain output, OutputDrain error, List<int>? holders)
    {
        Kill(process);
        if (!process.WaitForExit(KillPatience))
            return process.Id;
        if (holders is null && OutputDrain.WaitForAll(output, error, ReaderPatience))
            return null;

        holders ??= PipeHolders.Find([output.PipeName(), error.PipeName()]);
        foreach (var holder in holders)
            Kill(holder);

        var ended = OutputDrain.WaitForAll(output, error, KillPatience);
        return ended || holders.Count == 0 ? null : holders[0];
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            Kill(process);
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
        }
    }
}
