using System.Text;
using Vips.Host.Posix;

namespace Vips.Host.Settings;

/// <summary>
/// Reads the configuration through one descriptor: what is judged (owner, mode, size) is what is read. Links are
/// followed; it is the file behind them that must be fit.
/// </summary>
public static class ConfigurationFile
{
    public const string DefaultPath = "/etc/viptools/viptools.yaml";

    private const int Limit = 1024 * 1024;

    /// <summary>The file of `--config`, which must exist; without one the default path, or the defaults.</summary>
    /// <param name="named">The argument of `--config`; null without.</param>
    public static ConfigurationReading Read(string? named) =>
        named is null ? Read(DefaultPath, mustExist: false) : Read(named, mustExist: true);

    public static ConfigurationReading Read(string path, bool mustExist)
    {
        var faults = new FaultList(path);
        try
        {
            using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
            Judge(file.Status(), faults);
            return faults.Count == 0 && Text(file, faults) is { } text
                ? ConfigurationParser.Parse(path, text)
                : ConfigurationReading.Refused(faults);
        }
        catch (PosixException failure) when (failure.Error == Errno.NoEntry && !mustExist && !FileStatus.Exists(path))
        {
            return ConfigurationReading.Accepted(new());
        }
        catch (PosixException failure)
        {
            faults.AddFile(failure.Error == Errno.NoEntry
                ? FileStatus.Exists(path) ? "a link to a file that is not there" : "no such file"
                : failure.ToFailure().Words);
            return ConfigurationReading.Refused(
                faults, Errno.IsOfPermission(failure.Error) ? ExitStatus.NotPermitted : ExitStatus.Configuration);
        }
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
