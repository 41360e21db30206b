namespace Vips.Monitoring;

/// <summary>How bad it stands with a VIP, for people and for monitoring. Pure.</summary>
public enum Trouble
{
    /// <summary>As it should be.</summary>
    None,

    /// <summary>Not announced, or not for long, and somebody or something meant it so: a hold, a drain, dead real servers.</summary>
    Known,

    /// <summary>Not as it should be, and no run mends it by itself; or nobody can tell.</summary>
    Serious,
}
