using System.Runtime.InteropServices;
using Net.Prefixes;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>A folder with a file a prefix.</summary>
/// <param name="path">Of the folder.</param>
/// <param name="files">Lists it.</param>
internal sealed class PrefixFolder(string path, IStateFiles files)
{
    internal string Path { get; } = path;

    /// <summary>Its files by their prefix, and the names of those that are named after none. Empty without a folder.</summary>
    internal Reading<PrefixFolderContent> List()
    {
        var names = files.Names(Path);
        return names.IsKnown ? Reading<PrefixFolderContent>.Known(Content(names.Value)) : Reading<PrefixFolderContent>.Unknown(names.Failure);
    }

    /// <summary>
    /// Writes each content under its prefix, then removes the same prefix in another spelling: what that one said is in
    /// the new content, or was lifted. Flushes the folder once.
    /// </summary>
    internal Failure? Write(IReadOnlyList<PrefixContent> contents)
    {
        var files = new List<FileContent>(contents.Count);
        foreach (var content in contents)
        {
            files.Add(new(PathOf(content.Prefix), content.Content));
        }

        try
        {
            AtomicFiles.WriteWithoutFolder(files);
            RemoveOtherSpellings(contents);
            AtomicFile.FlushFolder(Path);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }

    /// <summary>Removes every file that is named after one of the prefixes, in whatever spelling; absent ones are no fault.</summary>
    internal Failure? Remove(IReadOnlyCollection<Prefix> prefixes)
    {
        var listed = List();
        if (!listed.IsKnown)
        {
            return listed.Failure;
        }

        try
        {
            foreach (var (prefix, name) in listed.Value.Files)
            {
                if (prefixes.Contains(prefix))
                {
                    Unlink(System.IO.Path.Combine(Path, name));
                }
            }

            if (listed.Value.Files.Count > 0)
            {
                AtomicFile.FlushFolder(Path);
            }

            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }

    private void RemoveOtherSpellings(IReadOnlyList<PrefixContent> written)
    {
        var listed = List();
        foreach (var (prefix, name) in listed.IsKnown ? listed.Value.Files : [])
        {
            if (name != PrefixFileName.Of(prefix) && written.Any(content => content.Prefix == prefix))
            {
                Unlink(System.IO.Path.Combine(Path, name));
            }
        }
    }

    internal string PathOf(Prefix prefix) => System.IO.Path.Combine(Path, PrefixFileName.Of(prefix));

    private static PrefixFolderContent Content(IReadOnlyList<string> names)
    {
        var content = new PrefixFolderContent([], []);
        for (var at = 0; at < names.Count; at++) // the enumerator behind the interface is compiled at start-up
        {
            var name = names[at];
            if (PrefixFileName.TryParse(name, out var prefix))
            {
                content.Files.Add((prefix, name));
            }
            else if (!AtomicFile.IsTemporary(name))
            {
                content.Strangers.Add(PlainText.Line(name, 100));
            }
        }

        return content;
    }

    /// <summary>A folder of a hold's name holds too, and is removed like a file; what somebody put into it is his.</summary>
    private static void Unlink(string file)
    {
        var error = ErrorOf(LibC.Unlink(file));
        if (error == Errno.IsADirectory)
        {
            error = ErrorOf(LibC.RemoveFolder(file));
        }

        if (error == Errno.NotEmpty)
        {
            throw new PosixException(file, $"is a folder with something in it (rm -r {file} removes it)");
        }

        if (error is not (0 or Errno.NoEntry))
        {
            throw new PosixException(file, "cannot remove", error);
        }
    }

    private static int ErrorOf(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();
}

/// <summary>What a prefix's file shall hold.</summary>
internal sealed record PrefixContent(Prefix Prefix, byte[] Content);

/// <param name="Files">Each with its name as it stands there.</param>
/// <param name="Strangers">Names that are no prefix, as they can be printed.</param>
internal sealed record PrefixFolderContent(List<(Prefix Prefix, string Name)> Files, List<string> Strangers);
