using System.Globalization;
using Tools.Execution;
using Vips.Host.Posix;
using Vips.Host.Settings;
using Vips.Readings;

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

        var found = Find();
        return found.WhyNone is { } words ? new KeepalivedState.NotRunning(words) : Running(found.Mains, found.All, now);
    }

    /// <summary>Whose end is keepalived's: the main processes; none where it does not run or is not looked for.</summary>
    internal List<ProcessStat> Mains() => setting.Look == KeepalivedLook.Off ? [] : Find().Mains;

    private Found Find()
    {
        try
        {
            var all = _processes.Named(Name);
            return setting.Path is { } file ? ByPidfile(file, all) : ByName(all);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Found.None(PlainText.Line(error.Message));
        }
    }

    private Found ByName(List<ProcessStat> all)
    {
        var near = all.FindAll(_processes.MayShareNetwork);
        if (near.Count > 0)
            return new(near.FindAll(process => !near.Exists(other => other.Pid == process.Parent)), near, null);

        return Found.None(all.Count == 0
            ? "no process of that name"
            : "no process of that name in this network namespace");
    }

    private Found ByPidfile(string file, List<ProcessStat> all)
    {
        string text;
        try
        {
            text = SystemFile.Read(file).Trim();
        }
        catch (PosixException failure)
        {
            return Found.None(failure.IsAbsence ? $"no pid file {file}" : failure.Message);
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid < 1)
            return Found.None($"{file} holds no process number");
        if (all.Find(process => process.Pid == pid) is { Pid: > 0 } main)
            return new([main], all, null);

        return Found.None(ProcessStat.Read(proc, pid) is { IsAlive: true } other
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

    /// <param name="Mains">The processes that the others are children of.</param>
    /// <param name="All">Every live one of the name that is near.</param>
    /// <param name="WhyNone">What was looked for and not found; null when there is one.</param>
    private sealed record Found(List<ProcessStat> Mains, List<ProcessStat> All, string? WhyNone)
    {
        internal static Found None(string why) => new([], [], why);
    }
}
