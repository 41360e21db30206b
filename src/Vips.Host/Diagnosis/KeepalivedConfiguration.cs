using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Machine;
using Vips.Host.Posix;

namespace Vips.Host.Diagnosis;

/// <summary>keepalived's configuration with what it includes.</summary>
internal sealed class KeepalivedConfiguration(DoctorPlaces places)
{
    private const string Usual = "/etc/keepalived/keepalived.conf";

    /// <summary>A file that includes itself, or a folder of hosts.</summary>
    private const int MostFiles = 1000;

    private readonly List<KeepalivedService> _services = [];
    private bool _isWhole = true;

    internal Reading<KeepalivedFileSeen> Read()
    {
        var path = Started() ?? Usual;
        var waiting = new Queue<string>([places.Root + path]);
        try
        {
            for (var count = 0; waiting.TryDequeue(out var file); count++)
            {
                var text = KeepalivedConfigurationParser.Parse(SystemFile.Read(file));
                _services.AddRange(text.Services);
                _isWhole &= text.IsWhole && count < MostFiles;
                foreach (var included in _isWhole ? text.Includes.SelectMany(pattern => Matching(pattern, file)) : [])
                {
                    waiting.Enqueue(included);
                }
            }

            return Reading<KeepalivedFileSeen>.Known(new(path, _services, _isWhole));
        }
        catch (PosixException failure)
        {
            return Reading<KeepalivedFileSeen>.Unknown(failure.ToFailure());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Reading<KeepalivedFileSeen>.Unknown(new(
                failure is UnauthorizedAccessException ? FailureKind.NotPermitted : FailureKind.Unusable, path, PlainText.Line(failure.Message, 200)));
        }
    }

    /// <summary>`-f FILE` or `--use-file=FILE` of the one that runs; null without.</summary>
    private string? Started()
    {
        var processes = new ProcessTable(places.Proc);
        foreach (var process in processes.Named("keepalived").Where(processes.MayShareNetwork))
        {
            var words = (SystemFile.TryRead($"{places.Proc}/{process.Pid}/cmdline") ?? "").Split('\0');
            for (var i = 1; i < words.Length; i++)
            {
                var named = words[i] is "-f" or "--use-file" ? words.ElementAtOrDefault(i + 1)
                    : words[i].StartsWith("--use-file=", StringComparison.Ordinal) ? words[i]["--use-file=".Length..]
                    : words[i].StartsWith("-f", StringComparison.Ordinal) ? words[i][2..]
                    : null;
                if (named is ['/', ..])
                {
                    return named;
                }
            }
        }

        return null;
    }

    /// <summary>As glob(3): the pattern's last part alone may hold `*` and `?`; without a match there is nothing.</summary>
    private IEnumerable<string> Matching(string pattern, string from)
    {
        var whole = pattern.StartsWith('/') ? places.Root + pattern : Path.Combine(Path.GetDirectoryName(from)!, pattern);
        var (folder, name) = (Path.GetDirectoryName(whole)!, Path.GetFileName(whole));
        if (folder.IndexOfAny(['*', '?', '[', '{']) >= 0 || name.IndexOfAny(['[', '{']) >= 0)
        {
            _isWhole = false;
            return [];
        }

        return !name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal) ? [whole]
            : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
            : [];
    }
}
