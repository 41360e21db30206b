using Vips;
using Vips.Host.Reporting;
using Vips.Host.Settings;

namespace VipMgmt;

/// <summary>What a command does with a configuration without fault; every fault of one that has any is told, and nothing is done.</summary>
public static class WithConfiguration
{
    /// <param name="file">Null for the default place, where no file means the defaults.</param>
    /// <param name="json">`--json`: the faults are a document too.</param>
    /// <param name="run">Gets the effective configuration.</param>
    public static ExitStatus Run(string? file, bool json, Func<Configuration, ExitStatus> run)
    {
        var reading = ConfigurationFile.Read(file);
        foreach (var fault in reading.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        if (reading.Configuration is { } configuration)
        {
            return run(configuration);
        }

        if (json)
        {
            RefusalJson.Write(Console.Out, "vip-mgmt", reading.Status, [.. reading.Faults.Select(fault => fault.ToString())]);
        }

        return reading.Status;
    }
}
