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

    /// <summary>
    /// Kills the process, its descendants and whoever else holds one of its outputs open: a grandchild whose parent has
    /// ended is no descendant in /proc any more, and only the pipe still tells that it belongs to the tool.
    /// </summary>
    /// <param name="child">The tool.</param>
    /// <param name="holders">Who holds its outputs, when somebody has looked already.</param>
    /// <returns>The process that did not die within a second, if any.</returns>
    public static int? End(Child child, List<int>? holders)
    {
        if (!child.HasEnded) // else its number may be another's by now
            Kill(child.Pid);
        if (!child.Until(static it => it.HasEnded, KillPatience))
            return child.Pid;
        if (holders is null && child.Until(static it => it.StreamsEnded, ReaderPatience))
            return null;

        holders ??= PipeHolders.Find([child.Output.PipeName(), child.Error.PipeName()]);
        foreach (var holder in holders)
            Kill(holder);

        var ended = child.Until(static it => it.StreamsEnded, KillPatience);
        return ended || holders.Count == 0 ? null : holders[0];
    }

    /// <summary>Sends SIGKILL to the process and to its living descendants. Says nothing about whether they died.</summary>
    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is ArgumentException or Win32Exception or InvalidOperationException or AggregateException)
        {
            // It has ended meanwhile, or is not ours to kill: the wait that follows tells.
        }
    }
}
