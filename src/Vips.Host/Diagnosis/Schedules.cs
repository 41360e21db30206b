using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Machine;
using Vips.Host.Posix;

namespace Vips.Host.Diagnosis;

/// <summary>Who starts a watchdog on this machine: crontabs and systemd's units, as they lie in files.</summary>
internal sealed class Schedules(ToolRunner runner, DoctorPlaces places)
{
    /// <summary>Debian's, SUSE's and Red Hat's places of users' crontabs.</summary>
    private static readonly string[] Folders = ["/etc/cron.d", "/var/spool/cron/crontabs", "/var/spool/cron/tabs", "/var/spool/cron"];

    private static readonly string[] SearchPath = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin"];

    private readonly List<Failure> _unread = [];

    internal ScheduleSeen Read()
    {
        List<CronEntry> entries = [.. Crontabs().SelectMany(EntriesOf)];
        return new(entries, CronRuns(), new SystemdUnits(runner, places).Read(_unread), _unread);
    }

    private IEnumerable<string> Crontabs()
    {
        yield return "/etc/crontab";
        foreach (var folder in Folders)
        {
            foreach (var file in FilesOf(folder).Where(file => folder != "/etc/cron.d" || IsRunByCron(file)))
            {
                yield return $"{folder}/{file}";
            }
        }
    }

    private string[] FilesOf(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(places.Root + folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unread.Add(new(FailureKind.NotPermitted, folder, "cannot be listed"));
            return [];
        }
    }

    /// <summary>cron(8) of Debian passes over every other name: `vip-watchdog.disabled`, `vip-watchdog~`.</summary>
    private static bool IsRunByCron(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private IEnumerable<CronEntry> EntriesOf(string crontab)
    {
        if (TextOf(crontab) is not { } text)
        {
            yield break;
        }

        foreach (var line in CrontabParser.Parse(text))
        {
            if (WhoseIs(line.Program) is { } whose)
            {
                yield return new($"{crontab}:{line.Line}", line.Program, whose, line.EveryMinute, line.IsOnce);
            }
        }
    }

    private string? TextOf(string path)
    {
        try
        {
            return SystemFile.Read(places.Root + path);
        }
        catch (PosixException failure)
        {
            if (!failure.IsAbsence)
            {
                _unread.Add(failure.ToFailure());
            }

            return null;
        }
    }

    /// <summary>Our programs are also reachable under the ancestor's names; its own are scripts.</summary>
    private WatchdogProgram? WhoseIs(string program)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? program
            : SearchPath.Select(folder => $"{folder}/{program}").FirstOrDefault(found => File.Exists(places.Root + found));
        var file = new FileInfo(places.Root + path);
        if (path is null || !file.Exists)
        {
            return WatchdogProgram.Missing;
        }

        try
        {
            var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return target.Name == "vip-watchdog" || !IsScript(target.FullName) ? WatchdogProgram.Ours : WatchdogProgram.Ancestors;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unread.Add(new(FailureKind.NotPermitted, path, PlainText.Line(failure.Message, 200)));
            return null;
        }
    }

    private static bool IsScript(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    /// <summary>Null where the processes of others are hidden (hidepid of proc(5)).</summary>
    private bool? CronRuns()
    {
        var processes = new ProcessTable(places.Proc);
        try
        {
            return processes.Named("cron").Count + processes.Named("crond").Count > 0 ? true
                : Directory.Exists($"{places.Proc}/1") ? false
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
