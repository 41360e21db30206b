using Net.Prefixes;
using Vips.Readings;

namespace Vips.State;

/// <summary>What is remembered of one virtual service.</summary>
/// <param name="SeenAboveDrop">Whether it ever had more live real servers than `drop`, outside keepalived's grace.</param>
/// <param name="Low">Consecutive observations at or below `drop`.</param>
/// <param name="High">Consecutive observations at or above `restore`.</param>
/// <param name="Missing">Consecutive observations of a listed service that is not in the table.</param>
public sealed record ServiceHistory(bool SeenAboveDrop, Streak? Low, Streak? High, Streak? Missing);

/// <summary>The last change of a VIP's announcement, by vip-watchdog or vip-mgmt.</summary>
/// <param name="What">withdrawn, announced, drained, re-issued.</param>
/// <param name="When">When it was read back.</param>
/// <param name="Why">In the words of the log line.</param>
public sealed record LastChange(string What, Moment When, string Why);

/// <summary>What is remembered of one VIP.</summary>
public sealed record VipHistory
{
    /// <summary>Seen in IPVS with a virtual service by a run.</summary>
    public bool SeenInIpvs { get; init; }

    /// <summary>Consecutive observations without any virtual service.</summary>
    public Streak? Missing { get; init; }

    /// <summary>When the watchdog withdrew it last; null after it is announced again.</summary>
    public Moment? WithdrawnAt { get; init; }

    /// <summary>How it flaps; null when it does not, or damping is off.</summary>
    public Damping? Damping { get; init; }

    /// <summary>When it was announced as the last exit though it serves in part, or that was last confirmed; null otherwise.</summary>
    public Moment? PinnedAt { get; init; }

    /// <summary>Its statement was re-issued in this episode of "configured but not originated".</summary>
    public bool Reissued { get; init; }

    /// <summary>Whether it was configured when the last run ended: a difference that no run made is journalled `found`.</summary>
    public bool? Configured { get; init; }

    public LastChange? LastChange { get; init; }
}

/// <summary>
/// What a run leaves for the next: watchdog.json. A run of the watchdog writes all of it; one of vip-mgmt what its own
/// changes make of the VIPs, under the same lock.
/// </summary>
public sealed record WatchdogState
{
    /// <summary>
    /// A run that may change things has finished with every input known. Until then a run is a *first run*.
    /// </summary>
    public bool Established { get; init; }

    /// <summary>When the last run of a watchdog read its tools, whatever came of it, one for holds alone apart; null before the first.</summary>
    public Moment? LastRun { get; init; }

    /// <summary>The same of the last run that knew all its inputs and did what it decided, or kept back by a rule.</summary>
    public Moment? LastSuccess { get; init; }

    /// <summary>The last good baseline: says what is managed while the file cannot be read, for withdrawals only.</summary>
    public Baseline? LastBaseline { get; init; }

    /// <summary>Consecutive observations that wanted more than the allowed share withdrawn.</summary>
    public Streak? MassWithdrawal { get; init; }

    public IReadOnlyDictionary<JudgedService, ServiceHistory> Services { get; init; } = new Dictionary<JudgedService, ServiceHistory>();

    public IReadOnlyDictionary<Prefix, VipHistory> Vips { get; init; } = new Dictionary<Prefix, VipHistory>();

    /// <summary>By the key of the condition.</summary>
    public IReadOnlyDictionary<string, NoticeHistory> Notices { get; init; } = new Dictionary<string, NoticeHistory>();
}
