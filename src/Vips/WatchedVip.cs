using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Holds;
using Vips.Policies;
using Vips.State;

namespace Vips;

/// <summary>One VIP that a run looks at, with everything known of it.</summary>
public sealed record WatchedVip
{
    public required Prefix Prefix { get; init; }

    public required Rules Rules { get; init; }

    /// <summary>In the baseline with the configured length, and listed or seen in IPVS (DESIGN section 2).</summary>
    public required bool IsManaged { get; init; }

    /// <summary>The virtual services behind it in this run's table, sorted by key; empty also when the table is unknown.</summary>
    public required IReadOnlyList<VirtualService> Services { get; init; }

    /// <summary>The running statement.</summary>
    public NetworkStatement? Configured { get; init; }

    /// <summary>The baseline's statement, this run's or the last good one.</summary>
    public NetworkStatement? InBaseline { get; init; }

    /// <summary>The hold in force.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Kept when one of our executables withdrew it.</summary>
    public KeptStatement? Kept { get; init; }

    public VipHistory? History { get; init; }

    /// <summary>What a withdrawal keeps: the running statement as it stands without a drain; null when it is not configured.</summary>
    public NetworkStatement? Undrained { get; init; }

    /// <summary>A drain's hold is over, and its file still there: its route-map may be left on the statement.</summary>
    public bool HasEndedDrain { get; init; }

    /// <summary>As people write the VIP: the bare address, or the prefix where it is wider than one address.</summary>
    public string Name => NameOf(Prefix);

    public static string NameOf(Prefix prefix) => prefix.IsHost ? prefix.Address.ToString() : prefix.ToString();
}
