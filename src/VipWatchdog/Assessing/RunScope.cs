namespace VipWatchdog.Assessing;

/// <summary>What a run is for.</summary>
public enum RunScope
{
    Whole,

    /// <summary>Holds are enforced, and nothing else is looked at: at boot, before keepalived has filled IPVS.</summary>
    HoldsAlone,
}
