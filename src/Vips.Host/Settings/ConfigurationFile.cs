namespace Vips.Host.Settings;

/// <summary>Reads the configuration, which must be fit to be trusted (<see cref="TrustedFile"/>).</summary>
public static class ConfigurationFile
{
    public const string DefaultPath = "/etc/viptools/viptools.yaml";

    /// <summary>The file of `--config`, which must exist; without one the default path, or the defaults.</summary>
    /// <param name="named">The argument of `--config`; null without.</param>
    public static ConfigurationReading Read(string? named) =>
        named is null ? Read(DefaultPath, mustExist: false) : Read(named, mustExist: true);

    public static ConfigurationReading Read(string path, bool mustExist)
    {
        var file = TrustedFile.Read(path);
        return file.Text is { } text ? ConfigurationParser.Parse(path, text)
            : file.IsAbsent && !mustExist ? ConfigurationReading.Accepted(new())
            : ConfigurationReading.Refused(file.Faults, file.Status);
    }
}
