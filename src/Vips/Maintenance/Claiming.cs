using Net.Prefixes;
using Vips.Holds;

namespace Vips.Maintenance;

/// <summary>The claims that `-d` writes.</summary>
/// <param name="inputs">The holds as they are.</param>
/// <param name="who">Who asks.</param>
/// <param name="reason">`--reason`; null without.</param>
/// <param name="until">The end by `--for`; null without.</param>
/// <param name="isDraining">`--drain`.</param>
public sealed class Claiming(Inputs inputs, string who, string? reason, DateTimeOffset? until, bool isDraining = false)
{
    public HoldChange Claim(Prefix prefix, string name) =>
        Claim(inputs.Holds.IsKnown ? inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix) ?? new(prefix, []) : new(prefix, []), name);

    /// <summary>A person claims a VIP once by a name: a second `-d` renews that claim, and never another person's.</summary>
    public HoldChange Claim(Hold hold, string name)
    {
        var claims = new List<Claim>();
        foreach (var claim in hold.Claims)
        {
            if ((claim.Name != name || claim.Who != who) && claim.IsInForce(inputs.Now.Wall))
            {
                claims.Add(claim);
            }
        }

        claims.Add(new(name, who, inputs.Now.Wall, reason, until, isDraining));
        return new(HoldChangeKind.Claimed, new(hold.Prefix, claims));
    }

    /// <summary>Whether this person still holds the VIP by the name: somebody may have lifted it since.</summary>
    public bool IsClaimed(Prefix prefix, string name) =>
        inputs.Holds.IsKnown && inputs.Holds.Value.ByPrefix.GetValueOrDefault(prefix)?.IsClaimedBy(name, inputs.Now.Wall, who) == true;
}
