namespace Vips.Policies;

/// <summary>Which of a VIP's services decide.</summary>
public enum ServiceChoice
{
    /// <summary>The lowest verdict of all.</summary>
    All,

    /// <summary>The highest verdict.</summary>
    Any,

    /// <summary>The lowest verdict of the listed; a listed one that is absent is missing.</summary>
    Listed,
}

/// <summary>
/// The thresholds of one VIP (DESIGN section 5). Counts are of live real servers; percentages are already turned into
/// counts of the expected number, rounded up.
/// </summary>
public sealed record Rules
{
    /// <summary>This many live real servers or fewer: down. Default 0, the ancestor's.</summary>
    public int Drop { get; init; }

    /// <summary>This many or more: up; always above <see cref="Drop"/>. Default 1, the ancestor's.</summary>
    public int Restore { get; init; } = 1;

    /// <summary>How many real servers the operator means to have, 1 or more; null when he did not say.</summary>
    public int? Expected { get; init; }

    /// <summary>Observations before down counts, 1 or more.</summary>
    public int Fall { get; init; } = 1;

    /// <summary>Observations before up counts, 1 or more.</summary>
    public int Rise { get; init; } = 1;

    /// <summary>Observations without any virtual service before the VIP is down, 1 or more.</summary>
    public int MissingFall { get; init; } = 2;

    /// <summary>How long after our withdrawal a VIP is not restored.</summary>
    public TimeSpan HoldDown { get; init; }

    /// <summary>For so long it is not restored after the first withdrawal of a row (<see cref="State.Damping"/>); null: no damping.</summary>
    public TimeSpan? Damping { get; init; }

    /// <summary>The most that flaps make of it; not below <see cref="Damping"/>.</summary>
    public TimeSpan DampingCap { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Announced for so long, it is halved; above zero.</summary>
    public TimeSpan DampingQuiet { get; init; } = TimeSpan.FromMinutes(30);

    public ServiceChoice Services { get; init; } = ServiceChoice.All;

    /// <summary>The services of <see cref="ServiceChoice.Listed"/>; empty otherwise.</summary>
    public IReadOnlyList<ServiceName> Listed { get; init; } = new List<ServiceName>(); // an array of structures behind an interface is compiled at start
}
