using Net.Prefixes;

namespace Bgp.Vtysh.Model;

/// <summary>One change of the running configuration: a statement added or re-issued, or a prefix's statement removed.</summary>
/// <param name="Prefix">What is announced or withdrawn.</param>
/// <param name="Statement">The statement to issue; null removes (as `no network PREFIX`, never with the route-map).</param>
public sealed record StatementChange(Prefix Prefix, NetworkStatement? Statement)
{
    public static StatementChange Issue(NetworkStatement statement) => new(statement.Prefix, statement);

    public static StatementChange Remove(Prefix prefix) => new(prefix, null);
}
