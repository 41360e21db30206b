using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh.Tests;

/// <summary>The running instance and the changes that the tests speak of.</summary>
internal static class Site
{
    public static BgpInstance Instance { get; } = Of("router bgp 64699");

    public static BgpInstance Of(string line, string? scope = null) =>
        new(line, "64699", scope, new Dictionary<Prefix, NetworkStatement>(), []);

    public static StatementChange Issue(string prefix, string? routeMap = "BGP1") =>
        StatementChange.Issue(new(Prefix.Parse(prefix), routeMap));

    public static StatementChange Remove(string prefix) => StatementChange.Remove(Prefix.Parse(prefix));

    /// <summary>What `-E` prints when every command is taken, up to and without the given one.</summary>
    public static string Echo(Batch batch, int? before = null)
    {
        var commands = batch.Commands.Take(before ?? batch.Commands.Count);
        return string.Concat(commands.Select(command => $"dc1(config-router-af)# {command.Text}\n"));
    }

    public const string Answer = "% Network not in table\n";
}
