using Bgp.Vtysh.Model;
using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Vips.Tests.Properties;

/// <summary>What a generated site has of one VIP; it shrinks to less.</summary>
/// <param name="Host">1 to 250: the last part of its address.</param>
/// <param name="IsIPv6">2001:db8::HOST in place of 192.0.2.HOST.</param>
/// <param name="Configured">The route-map of its running statement; "words" is a `backdoor` one, null no statement.</param>
/// <param name="InBaseline">The route-map of the baseline's statement; null none.</param>
/// <param name="Services">Its services in the table.</param>
/// <param name="Claim">Who holds it.</param>
/// <param name="Remembered">What earlier runs left.</param>
/// <param name="Table">What bgpd's table has beside the statement's path.</param>
public sealed record VipCase(
    int Host, bool IsIPv6, string? Configured, string? InBaseline, IReadOnlyList<ServiceCase> Services,
    ClaimCase Claim, RememberedCase Remembered, TableCase Table)
{
    public Prefix Prefix { get; } = Prefix.Parse(IsIPv6 ? $"2001:db8::{Host:x}/128" : $"192.0.2.{Host}/32");

    public NetworkStatement? Statement => Configured switch
    {
        null => null,
        "words" => new(Prefix, null, "backdoor"),
        _ => new(Prefix, Configured),
    };

    public ServiceKey KeyOf(ServiceCase service) => new(IpvsProtocol.Tcp, Prefix.Address, service.Port, 0);
}

/// <param name="Port">80, 443 or 8080.</param>
/// <param name="Live">Live real servers.</param>
/// <param name="Weightless">Real servers of weight 0.</param>
/// <param name="SeenAboveDrop">Whether an earlier run saw it alive.</param>
/// <param name="Low">Observations counted at or below `drop`, 0 for none.</param>
/// <param name="High">Observations counted at or above `restore`, 0 for none.</param>
public sealed record ServiceCase(int Port, int Live, int Weightless, bool SeenAboveDrop, int Low, int High);

public enum ClaimCase
{
    None,
    Named,
    Nameless,
    Expired,
    EndsLater,
    Draining,
    DrainExpired,
}

/// <param name="IsListed">Under `vips` of the configuration.</param>
/// <param name="SeenInIpvs">By an earlier run.</param>
/// <param name="Missing">Observations without a service, 0 for none.</param>
/// <param name="WithdrawnSecondsAgo">By us; null for not.</param>
/// <param name="Reissued">In this episode.</param>
/// <param name="PinnedSecondsAgo">As the last exit; null for not.</param>
public sealed record RememberedCase(bool IsListed, bool SeenInIpvs, int Missing, int? WithdrawnSecondsAgo, bool Reissued, int? PinnedSecondsAgo);

/// <param name="NotOriginated">The statement has no valid path.</param>
/// <param name="Redistributed">Something else of ours keeps the prefix alive.</param>
/// <param name="Learned">Another site's path.</param>
public sealed record TableCase(bool NotOriginated, bool Redistributed, bool Learned);
