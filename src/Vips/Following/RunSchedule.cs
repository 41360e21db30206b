namespace Vips.Following;

/// <summary>
/// When a resident watchdog runs next, as a pure function of what it was told. All times are of one clock that is never
/// stepped. An event only says when to look: what was told during a run, or before it, is seen by the next look whole.
/// </summary>
public sealed record RunSchedule
{
    /// <summary>A service that flaps without a pause puts a run off by so many settle times at most.</summary>
    private const int LongestBurst = 4;

    /// <summary>
    /// From the end of a run to the next, whatever keepalived tells: who waits for the lock tries every 50 ms, and must get
    /// a turn in the middle of the worst storm. A run that a person asks for is made at once.
    /// </summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>End of the last run; null before the first.</summary>
    public TimeSpan? LastEnd { get; private init; }

    /// <summary>The first and the last event since the last run began; null without any.</summary>
    public (TimeSpan First, TimeSpan Last)? Events { get; private init; }

    /// <summary>A person, or a new configuration, wants a run now.</summary>
    public bool IsAsked { get; private init; }

    /// <summary>After one event more, or a burst of them.</summary>
    public RunSchedule Told(TimeSpan now) => this with { Events = (Events?.First ?? now, now) };

    public RunSchedule Asked() => this with { IsAsked = true };

    /// <summary>After a run that ended then: it has looked at everything told before it began.</summary>
    public static RunSchedule AfterRun(TimeSpan ended) => new() { LastEnd = ended };

    /// <summary>When to run next; a time that has passed is now.</summary>
    public TimeSpan Due(RunPace pace)
    {
        if (LastEnd is not { } ended)
        {
            return TimeSpan.Zero;
        }

        if (IsAsked)
        {
            return ended;
        }

        var due = ended + pace.Every;
        if (Events is var (first, last))
        {
            var settled = last + pace.Settle;
            var latest = first + (LongestBurst * pace.Settle);
            var told = settled < latest ? settled : latest;
            due = told < due ? told : due;
        }

        return due > ended + Rest ? due : ended + Rest;
    }
}
