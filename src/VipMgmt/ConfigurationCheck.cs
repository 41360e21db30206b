using Vips;
using Vips.Host.Settings;

namespace VipMgmt;

/// <summary>`vip-mgmt check-config`: every fault of a file on stderr, or the effective configuration on stdout.</summary>
public static class ConfigurationCheck
{
    /// <param name="file">Null for the default place, where no file means the defaults.</param>
    public static ExitStatus Run(string? file)
    {
        var reading = ConfigurationFile.Read(file);
        foreach (var fault in reading.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        if (reading.Configuration is { } configuration)
        {
            Console.Out.Write(ConfigurationText.Write(configuration));
        }

        return reading.Status;
    }
}
