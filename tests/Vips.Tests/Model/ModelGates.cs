using Tools.Execution;
using Vips.Readings;

namespace Vips.Tests.Model;

/// <summary>The table "Gates" of DESIGN section 5, and what later chapters of README add to it: lock, freeze, shadow.</summary>
internal sealed class ModelGates
{
    internal bool MayWithdraw { get; private set; } = true;

    internal bool MayWithdrawMissing { get; private set; } = true;

    internal bool MayAnnounce { get; private set; } = true;

    internal bool InGrace { get; }

    internal bool IsFrozen { get; }

    /// <summary>Of what is shut, each once.</summary>
    internal HashSet<ExitStatus> Statuses { get; } = [];

    internal ModelGates(Inputs inputs)
    {
        if (!inputs.Running.IsKnown)
        {
            Shut(StatusOf(inputs.Running.Failure), withdraw: false, missing: false);
        }
        else if (!inputs.Paths.IsKnown)
        {
            Statuses.Add(StatusOf(inputs.Paths.Failure));
        }

        if (!inputs.Table.IsKnown)
        {
            Shut(StatusOf(inputs.Table.Failure), withdraw: false, missing: false);
        }

        if (inputs.Keepalived is KeepalivedState.NotRunning)
        {
            Shut(ExitStatus.ToolUnusable, withdraw: false, missing: true);
        }

        InGrace = inputs.Keepalived is KeepalivedState.Running { Age: var age } && age < inputs.Policy.KeepalivedGrace;
        if (!inputs.Baseline.IsKnown)
        {
            Shut(StatusOf(inputs.Baseline.Failure));
        }

        if (inputs.StateNotWritable is not null || !inputs.Holds.IsKnown || inputs.Holds.Value.Strangers.Count > 0)
        {
            Shut(ExitStatus.StateNotWritable);
        }

        if (inputs.WithoutLock is { } missing)
        {
            Shut(missing.Status);
        }

        IsFrozen = inputs.Freeze is { } freeze && (freeze.Until is null || freeze.Until > inputs.Now.Wall);
    }

    /// <summary>A failure of permission is 77 wherever the table says 69.</summary>
    private static ExitStatus StatusOf(Failure failure) =>
        failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.ToolUnusable;

    /// <summary>Each row that is shut takes announcements away.</summary>
    private void Shut(ExitStatus status, bool withdraw = true, bool missing = true)
    {
        Statuses.Add(status);
        MayAnnounce = false;
        MayWithdraw &= withdraw;
        MayWithdrawMissing &= missing;
    }
}
