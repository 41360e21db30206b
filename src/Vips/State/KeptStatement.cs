using Bgp.Vtysh.Model;

namespace Vips.State;

/// <summary>The exact statement of a VIP as it stood before a withdrawal of ours, kept until it is announced again.</summary>
/// <param name="Statement">As it was configured.</param>
/// <param name="When">Wall clock, UTC.</param>
/// <param name="Who">Who or what withdrew it.</param>
public sealed record KeptStatement(NetworkStatement Statement, DateTimeOffset When, string Who);
