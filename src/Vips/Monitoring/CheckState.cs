namespace Vips.Monitoring;

/// <summary>The states of a monitoring plugin (Nagios plugin guidelines): also its exit statuses.</summary>
public enum CheckState
{
    Ok = 0,
    Warning = 1,
    Critical = 2,

    /// <summary>Whatever keeps from judging.</summary>
    Unknown = 3,
}
