using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh;

/// <summary>One `router bgp` block while its lines are read.</summary>
internal sealed class InstanceUnderConstruction(string line, string asNumber, string? scope)
{
    public string Line { get; } = line;

    public Dictionary<Prefix, NetworkStatement> Statements { get; } = new();

    public List<string> Sources { get; } = [];

    public BgpInstance Finish() => new(Line, asNumber, scope, Statements, Sources);
}
