using Ipvs.Ipvsadm.Model;
using Net.Prefixes;

namespace Vips.State;

/// <summary>
/// A virtual service as it is remembered. One firewall mark may stand behind VIPs with different rules: what is low for
/// one is high for the other, so each VIP counts for itself.
/// </summary>
/// <remarks>
/// A class: as the key of a dictionary a structure has two methods compiled at each start (docs/performance.md).
/// </remarks>
/// <param name="Service">The virtual service.</param>
/// <param name="Vip">The VIP that is judged by it, with a firewall mark; null otherwise: its address says it.</param>
public sealed record JudgedService(ServiceKey Service, Prefix? Vip)
{
    public bool Equals(JudgedService? other) => other is not null && Service.Equals(other.Service) && Vip.HasValue == other.Vip.HasValue
        && (!Vip.HasValue || Vip.GetValueOrDefault().Equals(other.Vip.GetValueOrDefault()));

    public override int GetHashCode() => HashCode.Combine(Service.GetHashCode(), Vip?.GetHashCode() ?? 0);

    public static JudgedService Of(ServiceKey service, Prefix vip) =>
        new(service, service.Protocol == IpvsProtocol.FirewallMark ? vip : null);

    /// <summary>`tcp/192.0.2.1:80`; `fwm/7 192.0.2.1/32`.</summary>
    public override string ToString() => Vip is { } vip ? $"{Service} {vip}" : Service.ToString();
}
