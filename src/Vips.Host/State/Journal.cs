using Tools.Execution;
using Vips.Host.Posix;
using Vips.State;

namespace Vips.Host.State;

/// <summary>journal.jsonl: who changed what, when and why. Only ever appended to, one write(2) a line.</summary>
public sealed class Journal
{
    internal Journal(string path) => Path = path;

    public string Path { get; }

    /// <summary>Appends the entries in their order and flushes. A torn last line of a killed run is closed first.</summary>
    /// <returns>Why not all of them are on the disk; null when they are.</returns>
    public Failure? Append(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        try
        {
            using var file = FileDescriptor.Open(
                Path, OpenFlags.ReadWrite | OpenFlags.Append | OpenFlags.Create | OpenFlags.NoFollow | OpenFlags.NonBlocking, AtomicFile.Mode);
            var status = file.Status();
            if (status.Kind != FileKind.Regular)
            {
                return new(FailureKind.Unusable, Path, "not a regular file");
            }

            PrepareForAppending(file, status);
            foreach (var entry in entries)
            {
                file.Write(JournalJson.Line(entry));
            }

            file.Flush();
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }

    /// <summary>The newest entries first, read from the end; torn and foreign lines are skipped. Empty without a file.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="wanted">Which of them; null for all.</param>
    public Reading<IReadOnlyList<JournalEntry>> ReadNewest(int most, Func<JournalEntry, bool>? wanted = null)
    {
        var reading = Read(new(most) { Wanted = wanted });
        return reading.IsKnown ? Reading<IReadOnlyList<JournalEntry>>.Known(reading.Value.Entries) : Reading<IReadOnlyList<JournalEntry>>.Unknown(reading.Failure);
    }

    /// <summary>As <see cref="ReadNewest"/>, and what it took: no more of the file is read than the query needs.</summary>
    public Reading<JournalPage> Read(JournalQuery query)
    {
        try
        {
            using var file = FileDescriptor.Open(Path, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
            return file.Status().Kind == FileKind.Regular
                ? Reading<JournalPage>.Known(query.Page(new LinesFromEnd(file)))
                : Reading<JournalPage>.Unknown(new(FailureKind.Unusable, Path, "not a regular file"));
        }
        catch (PosixException failure) when (failure.Error == Errno.NoEntry)
        {
            return Reading<JournalPage>.Known(JournalPage.Empty);
        }
        catch (PosixException failure)
        {
            return Reading<JournalPage>.Unknown(failure.ToFailure());
        }
    }

    private static void PrepareForAppending(FileDescriptor file, FileStatus status)
    {
        if (status.Mode != AtomicFile.Mode && status.User == LibC.EffectiveUser())
        {
            // The umask took the group's right when open(2) made it.
            file.ChangeMode(AtomicFile.Mode);
        }

        Span<byte> last = stackalloc byte[1];
        if (status.Size > 0 && file.ReadAt(last, status.Size - 1) == 1 && last[0] != (byte)'\n')
        {
            file.Write("\n"u8);
        }
    }
}
