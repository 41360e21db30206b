using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>What one NAME of the command line stands for.</summary>
/// <param name="Name">As claims carry it: the name in lower case without final dot, or the literal's prefix.</param>
/// <param name="IsLiteral">An address or prefix was given: `-a` then lifts every claim.</param>
/// <param name="Prefixes">IPv4 before IPv6, numeric.</param>
/// <param name="IPv4">False with `-6`: what the name claims of IPv4 is left as it is.</param>
/// <param name="IPv6">False with `-4`.</param>
public sealed record Target(string Name, bool IsLiteral, IReadOnlyList<Prefix> Prefixes, bool IPv4 = true, bool IPv6 = true)
{
    public bool Covers(Prefix prefix) => prefix.IsIPv6 ? IPv6 : IPv4;
}
