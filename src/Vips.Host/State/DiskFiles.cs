using Tools.Execution;
using Vips.Host.Posix;
using Vips.Host.Recording;
using Vips.State;

namespace Vips.Host.State;

/// <summary>The state directory as it stands on the disk.</summary>
/// <param name="recorder">Is given what was read; null where nobody keeps it.</param>
public sealed class DiskFiles(RunRecorder? recorder = null) : IStateFiles
{
    public byte[]? Read(string path, int limit)
    {
        try
        {
            var bytes = StateText.Read(path, limit);
            recorder?.File(new(path) { Bytes = bytes });
            return bytes;
        }
        catch (PosixException failure)
        {
            recorder?.File(new(path) { Error = failure.Error, Words = failure.Words });
            throw;
        }
    }

    public Reading<IReadOnlyList<string>> Names(string folder)
    {
        var names = List(folder);
        recorder?.Folder(new(folder, names));
        return names;
    }

    public DateTimeOffset Changed(string path)
    {
        DateTimeOffset changed;
        try
        {
            changed = FileStatus.Of(path).Changed;
        }
        catch (PosixException)
        {
            changed = DateTimeOffset.UnixEpoch;
        }

        recorder?.Changed(path, changed);
        return changed;
    }

    public Failure? Judge(string path)
    {
        try
        {
            using var folder = StateFolder.Open(path, followLink: true);
            return StateFolder.Judge(path, folder.Status());
        }
        catch (PosixException failure)
        {
            return failure.Error == Errno.NoEntry ? null : failure.ToFailure();
        }
    }

    public bool HasEntry(string path, Func<JournalEntry, bool>? wanted)
    {
        var has = new Journal(path).ReadNewest(1, wanted) is { IsKnown: true, Value.Count: > 0 };
        recorder?.RanBefore(has);
        return has;
    }

    private static Reading<IReadOnlyList<string>> List(string path)
    {
        try
        {
            using var folder = StateFolder.Open(path);
            return StateFolder.Judge(path, folder.Status()) is { } unfit
                ? Reading<IReadOnlyList<string>>.Unknown(unfit)
                : Reading<IReadOnlyList<string>>.Known(NamesOf(path));
        }
        catch (PosixException failure)
        {
            return failure.Error == Errno.NoEntry
                ? Reading<IReadOnlyList<string>>.Known([])
                : Reading<IReadOnlyList<string>>.Unknown(failure.ToFailure());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Reading<IReadOnlyList<string>>.Unknown(new(
                failure is UnauthorizedAccessException ? FailureKind.NotPermitted : FailureKind.Unusable, path, PlainText.Line(failure.Message)));
        }
    }

    private static List<string> NamesOf(string folder)
    {
        var names = new List<string>();
        foreach (var entry in FolderEntries.Of(folder))
        {
            names.Add(Path.GetFileName(entry));
        }

        return names;
    }
}
