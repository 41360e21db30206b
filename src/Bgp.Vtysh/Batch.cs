using Bgp.Vtysh.Model;

namespace Bgp.Vtysh;

/// <summary>One command line of a batch, and the change that it makes, if any.</summary>
/// <param name="Text">As typed at a prompt.</param>
/// <param name="Change">Null for what only leads to a statement's place, or away from it.</param>
public sealed record BatchCommand(string Text, StatementChange? Change);

/// <summary>
/// The commands of one vtysh that makes changes: those portable to Quagga and FRR (facts/vtysh.md, "Context"), in the
/// order given, closed by a question that only bgpd answers. Nothing is ever saved: `write memory` through bgpd
/// overwrites frr.conf with bgpd's part alone.
/// </summary>
public sealed record Batch(IReadOnlyList<BatchCommand> Commands)
{
    /// <summary>More in one vtysh gain nothing and keep a late failure unknown for longer (facts/vtysh.md, "Batches").</summary>
    public const int MostChanges = 1000;

    /// <param name="instance">The running instance: its line was read from bgpd just now, because it would create another one.</param>
    /// <param name="changes">At most <see cref="MostChanges"/>.</param>
    /// <exception cref="ArgumentException">
    /// A bug of the caller: too many changes, a statement that is not ours or not of its prefix, or a name that could
    /// end the command.
    /// </exception>
    public static Batch Of(BgpInstance instance, IReadOnlyList<StatementChange> changes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(changes.Count, MostChanges);
        if (!InstanceLine.IsValid(instance.Line))
            throw new ArgumentException($"'{instance.Line}' is no line of an instance", nameof(instance));

        var commands = new List<BatchCommand>(changes.Count + 8) { new("conf t", null), new(instance.Line, null) };
        bool? isIPv6 = null;
        foreach (var change in changes)
        {
            if (isIPv6 != change.Prefix.IsIPv6)
            {
                if (isIPv6 is not null)
                    commands.Add(new("exit-address-family", null));
                isIPv6 = change.Prefix.IsIPv6;
                commands.Add(new(isIPv6.Value ? "address-family ipv6 unicast" : "address-family ipv4 unicast", null));
            }

            commands.Add(new(Text(change), change));
        }

        if (isIPv6 is not null)
            commands.Add(new("exit-address-family", null));
        commands.Add(new("end", null));
        commands.Add(new(ProofOfLife.Question, null));
        return new(commands);
    }

    /// <summary>All changes, in as many batches as they need.</summary>
    public static IEnumerable<Batch> Chunks(BgpInstance instance, IReadOnlyList<StatementChange> changes)
    {
        for (var from = 0; from < changes.Count; from += MostChanges)
            yield return Of(instance, changes.Skip(from).Take(MostChanges).ToList());
    }

    /// <summary>
    /// A removal never names the route-map: FRR refuses another one than the configured, Quagga removes all the same
    /// (frr-8.4.4-c1-09, quagga-1.2.3-c1-09).
    /// </summary>
    private static string Text(StatementChange change)
    {
        if (change.Statement is not { } statement)
            return $"no network {change.Prefix}";
        if (!statement.IsOurs || statement.Prefix != change.Prefix)
            throw new ArgumentException($"'{statement}' is no statement of ours for {change.Prefix}", nameof(change));
        if (statement.RouteMap is null)
            return $"network {statement.Prefix}";
        return RouteMapName.IsValid(statement.RouteMap)
            ? $"network {statement.Prefix} route-map {statement.RouteMap}"
            : throw new ArgumentException($"'{statement.RouteMap}' is no name of a route-map", nameof(change));
    }
}
