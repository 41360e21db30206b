using Tools.Execution;
using Vips.Holds;
using Vips.Notices;
using Vips.Readings;

namespace Vips.Watchdog;

/// <summary>The gates of DESIGN section 5, a method each, in its order.</summary>
public sealed class Gates
{
    private readonly List<Notice> _notices = [];
    private bool _enforceHolds = true;
    private bool _withdrawMissing = true;
    private bool _withdraw = true;
    private bool _announce = true;
    private bool _inGrace;
    private Freeze? _freeze;
    private ExitStatus _status = ExitStatus.Done;

    private Gates()
    {
    }

    public static Permissions Of(Inputs inputs)
    {
        var gates = new Gates();
        gates._notices.AddRange(inputs.Damages);
        gates.Bgpd(inputs.Running.Failure);
        gates.Paths(inputs.Running.IsKnown ? inputs.Paths.Failure : null);
        gates.Ipvs(inputs.Table.Failure);
        gates.Keepalived(inputs.Keepalived, inputs.Policy.KeepalivedGrace);
        gates.Baseline(inputs.Baseline.Failure);
        gates.State(inputs.StateNotWritable);
        gates.Lock(inputs.WithoutLock);
        gates.Holds(inputs.Holds);
        gates.Freeze(inputs.Freeze, inputs.Now.Wall);
        gates.Shadow(inputs.Policy.Shadow);
        return gates.Left();
    }

    /// <summary>For a run that enforces holds and nothing else (`vip-watchdog --boot`): what it does not ask shuts no gate.</summary>
    public static Permissions OfHolds(Inputs inputs)
    {
        var gates = new Gates();
        gates._notices.AddRange(inputs.Damages);
        gates.Bgpd(inputs.Running.Failure);
        gates.State(inputs.StateNotWritable);
        gates.Lock(inputs.WithoutLock);
        gates.Holds(inputs.Holds);
        (gates._withdrawMissing, gates._withdraw, gates._announce) = (false, false, false);
        return gates.Left();
    }

    private Permissions Left() =>
        new(_enforceHolds, _withdrawMissing, _withdraw, _announce, _inGrace, _freeze, _notices, _status);

    private void Bgpd(Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        (_enforceHolds, _withdrawMissing, _withdraw, _announce) = (false, false, false, false);
        Shut("bgpd", $"{failure}; nothing is changed", ExitStatuses.Of(failure));
    }

    /// <summary>What is originated stays unknown for this run; statements and services do not rest on it.</summary>
    private void Paths(Failure? failure)
    {
        if (failure is not null)
        {
            Shut("paths", $"{failure}; whether routes are originated is not known", ExitStatuses.Of(failure));
        }
    }

    private void Ipvs(Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        (_withdrawMissing, _withdraw, _announce) = (false, false, false);
        Shut("ipvs", $"{failure}; holds are enforced, nothing else is changed", ExitStatuses.Of(failure));
    }

    private void Keepalived(KeepalivedState keepalived, TimeSpan grace)
    {
        switch (keepalived)
        {
            case KeepalivedState.NotRunning dead:
                (_withdraw, _announce) = (false, false);
                Shut("keepalived", $"keepalived is not running ({dead.Words}); only holds are enforced and missing VIPs withdrawn",
                    ExitStatus.ToolUnusable);
                break;
            case KeepalivedState.Running running:
                _inGrace = running.Age < grace;
                break;
            default:
                break;
        }
    }

    private void Baseline(Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        _announce = false;
        Shut("baseline", $"{failure}; nothing is announced", ExitStatuses.Of(failure));
    }

    private void State(string? notWritable)
    {
        if (notWritable is null)
        {
            return;
        }

        _announce = false;
        Shut("state", $"{notWritable}; only holds are enforced and withdrawals made that need no new count", ExitStatus.StateNotWritable);
    }

    /// <summary>DESIGN section 3: a holder that never ends must not keep a dead VIP announced.</summary>
    private void Lock(LockMissing? missing)
    {
        if (missing is null)
        {
            return;
        }

        _announce = false;
        _notices.Add(new("lock", Severity.Critical, $"{missing.Words}: holds are enforced and VIPs withdrawn without it, nothing is announced"));
        _status = ExitStatuses.Combine(_status, missing.Status);
    }

    private void Holds(Reading<HoldSet> holds)
    {
        if (!holds.IsKnown)
        {
            _announce = false;
            Shut("holds", $"{holds.Failure}; nothing is announced", ExitStatus.StateNotWritable);
            return;
        }

        foreach (var stranger in holds.Value.Strangers)
        {
            _announce = false;
            Shut($"holds {stranger}", $"{Lines.Stranger(stranger)}; nothing is announced until then",
                ExitStatus.StateNotWritable);
        }

        if (holds.Value.ByPrefix.Count == 0) // the enumerator of nothing is compiled at start-up
        {
            return;
        }

        foreach (var (_, hold) in holds.Value.ByPrefix)
        {
            if (hold.Damage is not null)
            {
                _notices.Add(new($"{hold.Prefix} hold", Severity.Error,
                    $"the hold of {hold.Prefix} is damaged ({hold.Damage}): it stays held until vip-mgmt -a {hold.Prefix}"));
            }
        }
    }

    /// <summary>Said until it ends: a freeze that is forgotten keeps dead VIPs announced.</summary>
    private void Freeze(Freeze? freeze, DateTimeOffset now)
    {
        if (freeze is null || !freeze.IsInForce(now))
        {
            return;
        }

        _freeze = freeze;
        var damage = freeze.Damage is null ? "" : $" (the file is damaged: {freeze.Damage})";
        _notices.Add(new("freeze", Severity.Warning, $"{freeze}{damage}: nothing is changed but holds, until vip-mgmt thaw"));
    }

    private void Shadow(bool shadow)
    {
        if (shadow)
        {
            _notices.Add(new("shadow", Severity.Warning, "shadow: true: what would be changed is said, and nothing is changed", Once: true));
        }
    }

    private void Shut(string key, string text, ExitStatus status)
    {
        _notices.Add(new(key, Severity.Error, text));
        _status = ExitStatuses.Combine(_status, status);
    }
}
