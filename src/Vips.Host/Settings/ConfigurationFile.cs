using Vips.Host.Posix;

namespace Vips.Host.Settings;

/// <summary>Reads the configuration, which must be fit to be trusted (<see cref="TrustedFile"/>).</summary>
public static class ConfigurationFile
{
    public const string DefaultPath = "/etc/viptools/viptools.yaml";

    /// <summary>The file of `--config`, which must exist; without one the default path, or the defaults.</summary>
    /// <param name="named">The argument of `--config`; null without.</param>
    public static ConfigurationReading Read(string? named) =>
        named is null ? Read(DefaultPath, mustExist: false) : Read(named, mustExist: true);

    /// <summary>Tells whether the file of `--config`, or of the default place, is another one by now.</summary>
    /// <returns>Null when there is none, or it cannot be looked at.</returns>
    public static ConfigurationStamp? StampOf(string? named)
    {
        try
        {
            var path = named ?? DefaultPath;
            using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking); // a link is followed
            var status = file.Status();
            return new(status.Inode, status.Size, status.Changed);
        }
        catch (PosixException)
        {
            return null;
        }
    }

    public static ConfigurationReading Read(string path, bool mustExist)
    {
        var file = TrustedFile.Read(path);
        return file.Text is { } text ? ConfigurationParser.Parse(path, text)
            : file.IsAbsent && !mustExist ? ConfigurationReading.Accepted(new())
            : ConfigurationReading.Refused(file.Faults, file.Status);
    }
}
