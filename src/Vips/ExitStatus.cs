using Tools.Execution;

namespace Vips;

/// <summary>The exit statuses of both executables (DESIGN section 7; 64-78 as in sysexits.h).</summary>
public enum ExitStatus
{
    Done = 0,

    /// <summary>A safety rule kept back at least one change, or no name was of this site.</summary>
    KeptBack = 1,

    /// <summary>A drain ended at its limit with traffic left.</summary>
    DrainLimit = 2,
    Usage = 64,

    /// <summary>A name does not resolve.</summary>
    NoSuchName = 68,

    /// <summary>An outside tool is unusable.</summary>
    ToolUnusable = 69,

    /// <summary>A bug in us.</summary>
    Bug = 70,

    /// <summary>State cannot be written.</summary>
    StateNotWritable = 74,

    /// <summary>Busy, or a temporary DNS failure.</summary>
    Busy = 75,

    /// <summary>Applied, but the read-back disagrees.</summary>
    ReadBackDisagrees = 76,
    NotPermitted = 77,
    Configuration = 78,
}

/// <summary>One status out of several outcomes, or of a failed reading.</summary>
public static class ExitStatuses
{
    /// <summary>The first that applies: the order of DESIGN section 7.</summary>
    private static readonly ExitStatus[] Precedence =
    [
        ExitStatus.Usage, ExitStatus.Configuration,
        ExitStatus.Bug, ExitStatus.ReadBackDisagrees, ExitStatus.NotPermitted, ExitStatus.NoSuchName, ExitStatus.ToolUnusable,
        ExitStatus.StateNotWritable, ExitStatus.Busy, ExitStatus.KeptBack, ExitStatus.DrainLimit, ExitStatus.Done,
    ];

    /// <summary>Of a failed reading: one recognised as a failure of permission is 77 wherever a table says 69 (DESIGN section 7).</summary>
    public static ExitStatus Of(Failure failure) =>
        failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.ToolUnusable;

    public static ExitStatus Combine(ExitStatus one, ExitStatus other) =>
        Array.IndexOf(Precedence, one) <= Array.IndexOf(Precedence, other) ? one : other;
}
