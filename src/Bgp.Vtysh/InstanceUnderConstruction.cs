using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh;

/// <summary>One `router bgp` block while its lines are read.</summary>
internal sealed class InstanceUnderConstruction(string line, string asNumber, string? scope)
{
    private readonly List<NetworkStatement> _early = [];

    public string Line { get; } = line;

    public Dictionary<Prefix, NetworkStatement> Statements { get; } = new();

    public List<string> Sources { get; } = [];

    /// <param name="statement">Replaces the one of its prefix.</param>
    /// <param name="routeMaps">Defined so far; null where the order says nothing: what bgpd runs is printed in its own.</param>
    public void Add(NetworkStatement statement, IReadOnlySet<string>? routeMaps)
    {
        Statements[statement.Prefix] = statement;
        if (routeMaps is not null && statement.RouteMap is { } name && !routeMaps.Contains(name))
            _early.Add(statement);
    }

    public BgpInstance Finish() => new(Line, asNumber, scope, Statements, Sources)
    {
        BeforeTheirRouteMap = _early.FindAll(statement => Statements.GetValueOrDefault(statement.Prefix) == statement),
    };
}
