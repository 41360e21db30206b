using Bgp.Vtysh.Model;
using Vips.Elsewhere;
using Vips.Policies;
using Vips.Watchdog;

namespace Vips.Tests.Model;

/// <summary>`last-exit` (docs/maintenance.md, DESIGN section 10): a VIP that is down by its rules and still serves in part.</summary>
internal sealed class ModelLastExit(Inputs inputs, ModelGates gates)
{
    /// <param name="vip">Configured, down, serving in part.</param>
    /// <param name="goes">What becomes of it without the guard.</param>
    internal ModelOutcome Withdraw(ModelVip vip, ModelOutcome goes)
    {
        if (inputs.Policy.LastExit == LastExit.Off || !gates.MayWithdraw)
        {
            return goes;
        }

        var pinned = vip.History?.PinnedAt;
        if (pinned is { } at && ModelTime.Passed(at, inputs.Now) < inputs.Policy.PartialPin)
        {
            return new(vip.Prefix, DecisionRule.Pinned, Status: ExitStatus.KeptBack);
        }

        return OtherSite(vip) switch
        {
            OtherSitePath.Visible => goes,
            OtherSitePath.None when inputs.Policy.LastExit == LastExit.Refuse => new(vip.Prefix, DecisionRule.LastExit, Status: ExitStatus.KeptBack),
            OtherSitePath.None when pinned is not null => new(vip.Prefix, DecisionRule.Pinned, Status: ExitStatus.KeptBack),
            _ when inputs.LeftByFirstPass.Contains(vip.Prefix) => goes,
            _ => new(vip.Prefix, DecisionRule.SecondLook, Status: ExitStatus.KeptBack),
        };
    }

    /// <summary>The watchdog withdrew it, and the answer is *none*: it is announced again.</summary>
    internal bool ComesBack(ModelVip vip) => inputs.Policy.LastExit != LastExit.Off && vip.IsManaged && !gates.InGrace
        && (vip.History?.WithdrawnAt is not null || vip.Kept?.Who == "vip-watchdog")
        && OtherSite(vip) == OtherSitePath.None;

    /// <summary>A valid path from elsewhere; else what the witness says; else, where this bgpd is told of the others, that there is none.</summary>
    private OtherSitePath OtherSite(ModelVip vip)
    {
        var paths = inputs.Paths.IsKnown ? inputs.Paths.Value.GetValueOrDefault(vip.Prefix)?.Paths : null;
        var isOursGone = vip.Configured is null && paths is not null && !paths.Any(path => path is { Valid: true, Origin: not PathOrigin.Learned });

        // One with our own AS may be ours that came back: no proof while ours is there.
        var own = inputs.Running.Value.Instance.AsNumber;
        return paths is not null && paths.Any(path => path is { Valid: true, Origin: PathOrigin.Learned } && (isOursGone || !path.AsPath.Split(' ').Contains(own)))
                ? OtherSitePath.Visible
            : inputs.Witness.TryGetValue(vip.Prefix, out var said) ? said.Path
            : isOursGone && inputs.Policy.SeesOtherSites ? OtherSitePath.None
            : OtherSitePath.Unknown;
    }
}
