using Net.Prefixes;
using VipMgmt.Drain;
using VipMgmt.Names;
using Vips;
using Vips.Holds;
using Vips.Host.Reporting;
using Vips.Maintenance;
using Vips.Notices;
using Vips.Plans;

namespace VipMgmt.Maintenance;

/// <summary>What `-d` and `-a` say: a line a VIP, written when the change has been read back, never before.</summary>
/// <param name="log">Where the lines go.</param>
/// <param name="output">Standard output, for the document of --json.</param>
/// <param name="options">--json, --verbose.</param>
/// <param name="names">What was resolved.</param>
/// <param name="peersOfSite">The other directors of this site.</param>
public sealed class MaintenanceReport(
    OperatorLog log, TextWriter output, CommonOptions options, NameTargets names, IReadOnlyList<string> peersOfSite)
{
    private readonly MaintenanceDocument _document = new(output, names, options.DryRun);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private bool _hasToldRadius;

    /// <summary>How the names were resolved.</summary>
    public void TellNames()
    {
        foreach (var line in names.Shown)
        {
            log.Print(line);
        }

        Warn(names.Warnings);
    }

    /// <summary>With --verbose, what was read.</summary>
    public void TellInputs(Inputs inputs)
    {
        foreach (var line in options.Verbose ? InputsText.Lines(inputs) : [])
        {
            log.Print(line);
        }
    }

    /// <summary>Each once: the steps of a drain find the same.</summary>
    public void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings.Where(_warned.Add))
        {
            _document.Warnings.Add(warning);
            log.Complain($"vip-mgmt: warning: {warning}");
        }
    }

    /// <summary>What is wrong with our own files: for syslog too, since what is set aside is found by nobody again.</summary>
    public void TellErrors(IReadOnlyList<Notice> errors, bool isDry)
    {
        foreach (var error in errors)
        {
            _document.Warnings.Add(error.Text);
            if (isDry)
            {
                log.Complain($"vip-mgmt: {error.Text}");
            }
            else
            {
                log.Fail(SyslogTags.Route, error.Text);
            }
        }
    }

    /// <summary>Nothing is done at all.</summary>
    public ExitStatus Refuse(string why, ExitStatus status)
    {
        log.Complain($"vip-mgmt: {why}");
        _document.Refused = why;
        return status;
    }

    /// <summary>What else a withdrawal touches, once, before anything is done or asked.</summary>
    public void TellRadii(IReadOnlyList<BlastRadius> radii)
    {
        if (_hasToldRadius)
        {
            return;
        }

        _hasToldRadius = true;
        _document.Radii = radii;
        foreach (var line in BlastRadiusText.Lines(radii, peersOfSite))
        {
            log.Print(line);
        }
    }

    /// <summary>The last line of a drain: whether the traffic was gone.</summary>
    public void TellDrained(DrainResult result)
    {
        _document.Drain = result;
        log.Tell(SyslogTags.Route, DrainText.Of(result));
    }

    /// <param name="unconfirmed">Of what somebody would be asked first; null when nobody would.</param>
    public ExitStatus TellDryRun(IReadOnlyList<MaintenanceDecision> decisions, Plan plan, Inputs inputs, AnnouncedShare? unconfirmed)
    {
        if (unconfirmed is { } share)
        {
            log.Print($"would ask first: {share} (--yes)");
        }

        foreach (var decision in decisions)
        {
            Warn(decision.Warning is null ? [] : [decision.Warning]);
            log.Print(decision.Line is { } line ? $"would say: {line}" : $"would {ChangeWords.Of(decision.Change!.Kind).Verb} route to {decision.Prefix}");
            if (decision.Hold is { } change)
            {
                log.Print(Intended(change));
            }
        }

        var commands = plan.IsEmpty ? [] : new List<string>(PlanText.Commands(plan, inputs.Running.Value.Instance));
        foreach (var command in commands)
        {
            log.Print(PlanText.Line(command));
        }

        _document.Add(decisions, plan, commands, []);
        return MaintenanceStatus.Of(decisions, []);
    }

    /// <param name="faults">What could not be written; each is told.</param>
    public ExitStatus TellOutcomes(
        IReadOnlyList<MaintenanceDecision> decisions, Plan plan, IReadOnlyList<ChangeOutcome> outcomes, IReadOnlyList<Notice> faults)
    {
        var held = HeldOf(decisions);
        foreach (var outcome in outcomes)
        {
            Tell(outcome, held.Contains(outcome.Change.Prefix));
        }

        foreach (var decision in decisions)
        {
            Tell(decision);
        }

        TellErrors(faults, isDry: false);
        var status = MaintenanceStatus.Of(decisions, outcomes);
        _document.Add(decisions, plan, [], outcomes);
        return faults.Count > 0 ? ExitStatuses.Combine(status, ExitStatus.StateNotWritable) : status;
    }

    private static HashSet<Prefix> HeldOf(IReadOnlyList<MaintenanceDecision> decisions)
    {
        var held = new HashSet<Prefix>();
        foreach (var decision in decisions)
        {
            if (decision.Hold is { Kind: HoldChangeKind.Claimed })
            {
                held.Add(decision.Prefix);
            }
        }

        return held;
    }

    private void Tell(ChangeOutcome outcome, bool isHeld)
    {
        if (outcome.Words is { } words)
        {
            log.Fail(SyslogTags.Route, Lines.Failed(outcome.Change, isHeld ? $"{Lines.HoldInForce}not withdrawn: {words}" : words));
        }
        else
        {
            log.Tell(SyslogTags.Route, Lines.Changed(outcome.Change));
        }
    }

    private void Tell(MaintenanceDecision decision)
    {
        Warn(decision.Warning is null ? [] : [decision.Warning]);
        if (decision.Line is not { } line)
        {
            return;
        }

        if (decision is { Status: ExitStatus.Done, IsOfThisSite: true })
        {
            log.Tell(SyslogTags.Route, line);
        }
        else
        {
            log.Fail(SyslogTags.Route, line);
        }
    }

    /// <summary>With --json the document, once, at the end.</summary>
    public ExitStatus End(ExitStatus status)
    {
        if (options.Json)
        {
            _document.Write(status);
        }

        return status;
    }

    private static string Intended(HoldChange change) => change.Kind switch
    {
        HoldChangeKind.Claimed => $"would hold {change.After.Prefix} for {string.Join(", ", change.ClaimNames)}",
        HoldChangeKind.Lifted => $"would lift the hold of {change.After.Prefix}",
        _ => $"would leave {change.After.Prefix} held for {string.Join(", ", change.ClaimNames)} alone",
    };
}
