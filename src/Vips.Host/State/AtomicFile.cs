using System.Globalization;
using System.Runtime.InteropServices;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>
/// Replaces a file whole or not at all, whatever is killed and whenever: a temporary file in the same folder, flushed,
/// renamed, and the folder flushed (rename(2); without the last step a crash may bring the old file back).
/// </summary>
internal static class AtomicFile
{
    /// <summary>Group write: root and the unit's user share these files (DESIGN section 9).</summary>
    internal const uint Mode = 0b110_110_000;

    private const string Mark = ".tmp.";

    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <exception cref="PosixException">Nothing was replaced.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        WriteWithoutFolder(path, content);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>For many files of one folder, which is flushed once at the end, or for one that need not outlive a power cut.</summary>
    /// <param name="path">What is replaced.</param>
    /// <param name="content">All of it, or its beginning.</param>
    /// <param name="mode">Its mode.</param>
    /// <param name="more">Writes the rest, piece by piece, where that is too long to be held as one.</param>
    internal static void WriteWithoutFolder(string path, ReadOnlySpan<byte> content, uint mode = Mode, Action<FileDescriptor>? more = null)
    {
        try
        {
            using (var file = CreateTemporary(path, content, mode))
            {
                more?.Invoke(file);
                file.Flush();
            }

            Take(path);
        }
        catch (PosixException failure)
        {
            RemoveTemporary(path);
            throw failure.At(path);
        }
    }

    /// <summary>The temporary file of the path with its content, not flushed yet.</summary>
    internal static FileDescriptor CreateTemporary(string path, ReadOnlySpan<byte> content, uint mode = Mode)
    {
        var file = Create(TemporaryOf(path));
        try
        {
            file.ChangeMode(mode);
            file.Write(content);
            return file;
        }
        catch (PosixException)
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The temporary file, which has been flushed, is the path's from now on.</summary>
    internal static void Take(string path)
    {
        if (LibC.Rename(TemporaryOf(path), path) != 0)
        {
            throw new PosixException(path, "cannot replace", Marshal.GetLastPInvokeError());
        }
    }

    internal static void RemoveTemporary(string path) => LibC.Unlink(TemporaryOf(path));

    internal static void FlushFolder(string folder)
    {
        using var opened = FileDescriptor.Open(folder, OpenFlags.ReadOnly | OpenFlags.Directory);
        opened.Flush();
    }

    /// <summary>Writes and flushes a temporary file and removes it: a full disk fails only so.</summary>
    internal static void Probe(string folder)
    {
        var temporary = TemporaryOf(Path.Combine(folder, "writable"));
        try
        {
            using var file = Create(temporary);
            file.Write(new byte[4096]);
            file.Flush();
        }
        catch (PosixException failure)
        {
            throw failure.At(folder);
        }
        finally
        {
            LibC.Unlink(temporary);
        }
    }

    /// <summary>A name of <see cref="Write"/>'s temporary files: `.NAME.tmp.PID`.</summary>
    internal static bool IsTemporary(string name)
    {
        var mark = name.LastIndexOf(Mark, StringComparison.Ordinal);
        return name.StartsWith('.') && mark > 0 && mark + Mark.Length < name.Length
            && !name.AsSpan(mark + Mark.Length).ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Removes what killed runs left. A young one may be another run's that is writing now.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="now">What they are old against.</param>
    /// <param name="name">Of this file alone, in a folder that is not ours; null for all.</param>
    internal static void Sweep(string folder, DateTimeOffset now, string? name = null)
    {
        foreach (var path in FolderEntries.Of(folder))
        {
            var entry = Path.GetFileName(path);
            if (IsTemporary(entry) && (name is null || entry.StartsWith($".{name}{Mark}", StringComparison.Ordinal)) && FileStatus.Exists(path) && now - FileStatus.Of(path).Changed > Abandoned)
            {
                LibC.Unlink(path);
            }
        }
    }

    private static string TemporaryOf(string path) => Path.Combine(
        Path.GetDirectoryName(path)!,
        $".{Path.GetFileName(path)}{Mark}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");

    private static FileDescriptor Create(string temporary)
    {
        const int Flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive;
        try
        {
            return FileDescriptor.Open(temporary, Flags, Mode);
        }
        catch (PosixException failure) when (failure.Error == Errno.Exists)
        {
            // Left by a killed run that had our process id.
            LibC.Unlink(temporary);
            return FileDescriptor.Open(temporary, Flags, Mode);
        }
    }
}
