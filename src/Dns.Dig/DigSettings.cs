using Dns.Dig.Model;

namespace Dns.Dig;

/// <summary>How names are resolved.</summary>
/// <param name="Program">Absolute path of dig.</param>
/// <param name="Servers">Asked in this order, the next one when one fails; none: those of /etc/resolv.conf.</param>
/// <param name="Timeout">For one name as a whole: both families, every step of the chain, every server.</param>
public sealed record DigSettings(string Program, IReadOnlyList<DnsServer> Servers, TimeSpan Timeout);
