using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Machine;

namespace Vips.Host.Diagnosis;

/// <summary>systemd's units that start vip-watchdog: services that stay (`--follow`), and timers of services that do not.</summary>
internal sealed class SystemdUnits(ToolRunner runner, DoctorPlaces places)
{
    /// <summary>In systemd's order: a unit in the first hides those of its name in the others.</summary>
    private static readonly string[] Folders = ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    internal List<WatchdogUnit> Read(List<Failure> unread)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in Folders)
        {
            ReadFolder(folder, texts, unread);
        }

        var units = new List<WatchdogUnit>();
        foreach (var (name, text) in texts.Where(unit => unit.Key.EndsWith(".service", StringComparison.Ordinal)).OrderBy(unit => unit.Key, StringComparer.Ordinal))
        {
            var commands = text.Split('\n').Where(line => line.StartsWith("ExecStart=", StringComparison.Ordinal) && line.Contains("vip-watchdog", StringComparison.Ordinal)).ToList();
            if (commands.Any(line => line.Contains("--follow", StringComparison.Ordinal)))
            {
                units.Add(Unit(name, isResident: true));
            }
            else if (commands.Count > 0)
            {
                units.AddRange(texts.Where(unit => IsTimerOf(name, unit.Key, unit.Value)).Select(timer => Unit(timer.Key, isResident: false)));
            }
        }

        return units;
    }

    private void ReadFolder(string folder, Dictionary<string, string> texts, List<Failure> unread)
    {
        try
        {
            // A masked unit is a link to /dev/null: it hides the others, and reads as nothing.
            foreach (var file in Directory.GetFiles(places.Root + folder).Where(file => Path.GetExtension(file) is ".service" or ".timer"))
            {
                if (!texts.ContainsKey(Path.GetFileName(file)))
                {
                    texts[Path.GetFileName(file)] = SystemFile.TryRead(file) ?? "";
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // no systemd, or none of its places
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unread.Add(new(FailureKind.NotPermitted, folder, "cannot be listed"));
        }
    }

    private static bool IsTimerOf(string service, string name, string text) => name.EndsWith(".timer", StringComparison.Ordinal)
        && (text.Split('\n').Any(line => line.Trim() == $"Unit={service}")
            || (Path.GetFileNameWithoutExtension(name) == Path.GetFileNameWithoutExtension(service) && !text.Contains("\nUnit=", StringComparison.Ordinal)));

    private WatchdogUnit Unit(string name, bool isResident)
    {
        var isEnabled = IsEnabled(name);
        return new(name, isResident, isEnabled, isEnabled ? IsActive(name) : false);
    }

    private bool IsEnabled(string name) => Folders.Select(folder => places.Root + folder).Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder, "*.wants").Concat(Directory.GetDirectories(folder, "*.requires")))
        .Any(folder => Posix.FileStatus.Exists(Path.Combine(folder, name)));

    /// <summary>systemctl(1): 0 active, 3 not; null where systemd does not run, or does not answer.</summary>
    private bool? IsActive(string name)
    {
        if (!Directory.Exists($"{places.Root}/run/systemd/system"))
        {
            return null;
        }

        var result = runner.Run(new($"{places.Root}/usr/bin/systemctl", ["is-active", "--quiet", name], Deadline));
        return result.Succeeded ? true : result is { Ending: ToolEnding.Exited, Status: 3 } ? false : null;
    }
}
