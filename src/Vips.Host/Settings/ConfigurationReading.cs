namespace Vips.Host.Settings;

/// <summary>A configuration that can be used, or why there is none. Never both, never neither.</summary>
public sealed record ConfigurationReading
{
    private ConfigurationReading(Configuration? configuration, IReadOnlyList<ConfigurationFault> faults, ExitStatus status)
    {
        Configuration = configuration;
        Faults = faults;
        Status = status;
    }

    /// <summary>Null when there are faults.</summary>
    public Configuration? Configuration { get; }

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    /// <summary>Done, 78, or 77 when we may not read the file.</summary>
    public ExitStatus Status { get; }

    internal static ConfigurationReading Accepted(Configuration configuration) => new(configuration, [], ExitStatus.Done);

    internal static ConfigurationReading Refused(FaultList faults) => Refused(faults.InOrder(), ExitStatus.Configuration);

    internal static ConfigurationReading Refused(IReadOnlyList<ConfigurationFault> faults, ExitStatus status) => new(null, faults, status);
}
