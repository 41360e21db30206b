using Bgp.Vtysh;
using Net.Prefixes;
using Tools.Execution;
using Vips.Readings;

namespace Vips.Host.Recording;

/// <summary>
/// What one run of the watchdog read, unparsed, and what it decided: enough to decide again anywhere. It holds what its
/// inputs hold, and so what secrets stand in them (docs/replay.md).
/// </summary>
/// <param name="Program">The version that recorded it.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Configuration">The effective one, every key, as `vip-mgmt check-config` prints it.</param>
/// <param name="Passes">One, and another where a second was wanted.</param>
public sealed record Bundle(string Program, string Host, string Configuration, IReadOnlyList<RecordedPass> Passes)
{
    /// <summary>A run for holds alone (`--boot`).</summary>
    public bool HoldsAlone { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Why it had no lock; null when it had, or needed none.</summary>
    public LockMissing? WithoutLock { get; init; }
}

/// <summary>One going of the straight line.</summary>
public sealed class RecordedPass
{
    /// <summary>What spoke against the state directory as a whole; null when nothing did.</summary>
    public Failure? Unfit { get; set; }

    /// <summary>Whether the journal told of an earlier run; null where it was not asked.</summary>
    public bool? RanBefore { get; set; }

    /// <summary>Files of the state directory, in the order of their reading.</summary>
    public List<RecordedFile> Files { get; } = [];

    public List<RecordedFolder> Folders { get; } = [];

    /// <summary>The start-up configurations that were looked at.</summary>
    public List<StartupText> Startup { get; } = [];

    /// <summary>One, and another where both tools were read again before a mass withdrawal.</summary>
    public List<RecordedReading> Readings { get; } = [];

    public IReadOnlyList<RecordedDecision> Decided { get; set; } = [];

    /// <summary>The exit status of what was decided.</summary>
    public ExitStatus Status { get; set; }
}

/// <summary>A file of the state directory.</summary>
public sealed record RecordedFile(string Path)
{
    /// <summary>Null: there was none, or it could not be read.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public string? Words { get; init; }

    /// <summary>errno of that; 0 for a judgement of ours.</summary>
    public int Error { get; init; }

    /// <summary>When it was changed last; asked for a damaged hold alone.</summary>
    public DateTimeOffset? Changed { get; set; }
}

/// <summary>A folder of the state directory, as it was listed.</summary>
public sealed record RecordedFolder(string Path, Reading<IReadOnlyList<string>> Names);

/// <summary>The tools asked once, and what time it was then.</summary>
public sealed class RecordedReading
{
    public Moment Now { get; set; }

    public KeepalivedState Keepalived { get; set; } = new KeepalivedState.NotWatched();

    /// <summary>Each answer, the witness's too, in the order in which they came.</summary>
    public List<ToolResult> Tools { get; } = [];

    /// <summary>Why the witness was not asked; null when nothing spoke against it.</summary>
    public string? WitnessUnfit { get; set; }
}

/// <summary>What was decided about one VIP.</summary>
/// <param name="Prefix">The VIP.</param>
/// <param name="Rule">As `--json` has it.</param>
/// <param name="Action">As `--json` has it.</param>
/// <param name="Why">In the words of the line.</param>
public sealed record RecordedDecision(Prefix Prefix, string Rule, string Action, string Why);
