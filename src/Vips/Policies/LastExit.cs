namespace Vips.Policies;

/// <summary>`last-exit`: what is done where a withdrawal may take the last announcement of a VIP away.</summary>
public enum LastExit
{
    /// <summary>Nobody is asked.</summary>
    Off,

    /// <summary>It is said, and done; the watchdog looks twice before a VIP that still serves in part goes.</summary>
    Warn,

    /// <summary>vip-mgmt wants `--force`; the watchdog keeps a VIP that still serves in part.</summary>
    Refuse,
}
