using Vips;
using Vips.Host.Settings;

namespace VipMgmt;

/// <summary>`vip-mgmt check-config`: every fault of a file on stderr, or the effective configuration on stdout.</summary>
public static class ConfigurationCheck
{
    /// <param name="file">Null for the default place, where no file means the defaults.</param>
    public static ExitStatus Run(string? file) => WithConfiguration.Run(file, json: false, configuration =>
    {
        Console.Out.Write(ConfigurationText.Write(configuration));
        return ExitStatus.Done;
    });
}
