using System.Globalization;
using Tools.Execution;
using Vips.Host.Posix;
using Vips.Host.Settings;

namespace Vips.Host.Machine;

/// <summary>
/// Whether keepalived lives, and since when. A table that nobody fills any more looks healthy for good (facts: ipvs.md,
/// "kill -9 of both"), and the pid files outlive a kill -9: so the process itself is looked for.
/// </summary>
/// <param name="setting">`keepalived-pidfile`.</param>
/// <param name="proc">Where procfs is mounted.</param>
public sealed class Keepalived(KeepalivedPidfile setting, string proc = "/proc")
{
    private const string Name = "keepalived";
    private const int LongestName = 64;

    private readonly ProcessTable _processes = new(proc);

    /// <param name="now">Of this boot.</param>
    public KeepalivedState State(Moment now)
    {
        if (setting.Look == KeepalivedLook.Off)
            return new KeepalivedState.NotWatched();

        try
        {
            var all = _processes.Named(Name);
            return setting.Path is { } file ? ByPidfile(file, all, now) : ByName(all, now);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new KeepalivedState.NotRunning(PlainText.Line(error.Message));
        }
    }

    private KeepalivedState ByName(List<ProcessStat> all, Moment now)
    {
        var near = all.FindAll(_processes.MayShareNetwork);
        if (near.Count > 0)
            return Running(near.FindAll(process => !near.Exists(other => other.Pid == process.Parent)), near, now);

        return new KeepalivedState.NotRunning(all.Count == 0
            ? "no process of that name"
            : "no process of that name in this network namespace");
    }

    private KeepalivedState ByPidfile(string file, List<ProcessStat> all, Moment now)
    {
        string text;
        try
        {
            text = SystemFile.Read(file).Trim();
        }
        catch (PosixException failure)
        {
            return new KeepalivedState.NotRunning(failure.IsAbsence ? $"no pid file {file}" : failure.Message);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid < 1)
            return new KeepalivedState.NotRunning($"{file} holds no process number");
        if (all.Find(process => process.Pid == pid) is { Pid: > 0 } main)
            return Running([main], all, now);

        return new KeepalivedState.NotRunning(ProcessStat.Read(proc, pid) is { IsAlive: true } other
            ? $"pid {pid} of {file} is no keepalived but {PlainText.Line(other.Name, LongestName)}"
            : $"pid {pid} of {file} is gone");
    }

    /// <summary>
    /// The age of the youngest among the main processes and their own children: a checker that was killed is started
    /// again within a second (facts: ipvs.md), and like any new one lists every server as live before its first check.
    /// Grandchildren are the moment between fork and exec of a check's script.
    /// </summary>
    private static KeepalivedState.Running Running(List<ProcessStat> mains, List<ProcessStat> all, Moment now)
    {
        var started = TimeSpan.Zero;
        foreach (var process in all)
        {
            if (process.Started > started && mains.Exists(main => main.Pid == process.Pid || main.Pid == process.Parent))
                started = process.Started;
        }

        return new(now.SinceBoot > started ? now.SinceBoot - started : TimeSpan.Zero);
    }
}
