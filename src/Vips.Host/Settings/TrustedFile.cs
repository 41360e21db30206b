using System.Text;
using Vips.Host.Posix;

namespace Vips.Host.Settings;

/// <summary>A text that an operator wrote for us, or every reason not to use it.</summary>
/// <param name="Text">Null when there are faults.</param>
/// <param name="Faults">In the order of the file.</param>
/// <param name="Status">Done, 78, or 77 when we may not read it.</param>
/// <param name="IsAbsent">There is nothing at all at the path, not even a link.</param>
public sealed record TrustedText(string? Text, IReadOnlyList<ConfigurationFault> Faults, ExitStatus Status, bool IsAbsent = false);

/// <summary>
/// Reads what an operator wrote (configuration, templates, hooks) through one descriptor: what is judged (owner, mode, size) is
/// what is read. Links are followed where they are root's or ours, and it is the file behind them that must be fit (DESIGN
/// section 9): whoever owns a link decides which of root's files it leads to.
/// </summary>
public static class TrustedFile
{
    private const int Limit = 1024 * 1024;

    public static TrustedText Read(string path)
    {
        var faults = new FaultList(path);
        try
        {
            using var file = Open(path, faults);
            var text = faults.Count == 0 ? Text(file, faults) : null;
            return new(text, faults.InOrder(), text is null ? ExitStatus.Configuration : ExitStatus.Done);
        }
        catch (PosixException failure)
        {
            var isAbsent = failure.Error == Errno.NoEntry && !FileStatus.Exists(path);
            faults.AddFile(isAbsent ? "no such file"
                : failure.Error == Errno.NoEntry ? "a link to a file that is not there"
                : failure.ToFailure().Words);
            return new(null, faults.InOrder(), Errno.IsOfPermission(failure.Error) ? ExitStatus.NotPermitted : ExitStatus.Configuration, isAbsent);
        }
    }

    /// <summary>Of a program that is run with our rights: whoever can write it could do all that we can.</summary>
    /// <returns>Null when nothing speaks against it.</returns>
    internal static string? WhyNotToRun(string path)
    {
        var faults = new FaultList(path);
        try
        {
            using var file = Open(path, faults);
        }
        catch (PosixException failure)
        {
            faults.AddFile(failure.ToFailure().Words);
        }

        return faults.Count == 0 ? null : faults.InOrder()[0].ToString();
    }

    private static FileDescriptor Open(string path, FaultList faults)
    {
        var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        Judge(file.Status(), faults);
        if (ForeignLink.On(path, LibC.EffectiveUser()) is { } foreign)
        {
            faults.AddFile(foreign);
        }

        return file;
    }

    private static void Judge(FileStatus status, FaultList faults)
    {
        if (status.Kind != FileKind.Regular)
        {
            faults.AddFile("not a regular file");
            return;
        }

        var us = LibC.EffectiveUser();
        if (status.User != 0 && status.User != us)
        {
            faults.AddFile($"owned by user {status.User}; it must be root's, or of the user who runs this ({us}): chown root");
        }

        if (status.IsGroupWritable || status.IsWorldWritable)
        {
            faults.AddFile("writable by others than its owner; chmod go-w");
        }
    }

    private static string? Text(FileDescriptor file, FaultList faults)
    {
        var bytes = file.ReadUpTo(Limit);
        if (bytes.Length > Limit)
        {
            faults.AddFile("larger than 1 MiB");
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException fault)
        {
            faults.Add(1 + bytes.AsSpan(0, fault.Index).Count((byte)'\n'), 1, "not UTF-8 text");
            return null;
        }
    }
}
