using Net.Prefixes;

namespace Vips.Maintenance;

/// <summary>What one NAME of the command line stands for.</summary>
/// <param name="Name">As claims carry it: the name in lower case without final dot, or the literal's prefix.</param>
/// <param name="IsLiteral">An address or prefix was given: `-a` then lifts every claim.</param>
/// <param name="Prefixes">IPv4 before IPv6, numeric.</param>
public sealed record Target(string Name, bool IsLiteral, IReadOnlyList<Prefix> Prefixes);
