using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh;

/// <summary>The exact arguments of every call of vtysh that this house makes.</summary>
public static class VtyshCommands
{
    /// <summary>Most prefixes asked for in one vtysh: 1000 take 139 ms (facts/vtysh.md, "Reading").</summary>
    public const int MostPrefixes = 1000;

    private const string Unicast = " unicast ";

    /// <summary>The whole running configuration of bgpd, and a sign that bgpd lived to its end.</summary>
    public static IReadOnlyList<string> RunningConfiguration(VtyshSettings settings) =>
        Arguments(settings, echo: false, ["show running-config", ProofOfLife.Question]);

    /// <summary>The table's answer for each prefix, never the whole table: that costs seconds, and lacks the marks.</summary>
    /// <exception cref="ArgumentException">A bug of the caller: the instance has a scope that cannot be asked for.</exception>
    public static IReadOnlyList<string> Paths(
        VtyshSettings settings, Suite suite, BgpInstance instance, IReadOnlyList<Prefix> prefixes)
    {
        var scope = Scope(instance);
        var json = suite == Suite.Frr ? " json" : "";
        var questions = new List<string>(prefixes.Count);
        for (var i = 0; i < prefixes.Count; i++)
        {
            var prefix = prefixes[i];
            questions.Add($"show bgp {scope}{(prefix.IsIPv6 ? "ipv6" : "ipv4")} unicast {prefix.ToString()}{json}");
        }

        return Arguments(settings, echo: false, questions);
    }

    /// <summary>What a call of <see cref="Paths"/> asked for; nothing for any other call.</summary>
    public static IReadOnlyList<Prefix> AskedFor(IReadOnlyList<string> arguments)
    {
        var prefixes = new List<Prefix>();
        foreach (var argument in arguments)
        {
            var at = argument.IndexOf(Unicast, StringComparison.Ordinal);
            if (at < 0 || argument == ProofOfLife.Question || !argument.StartsWith("show bgp ", StringComparison.Ordinal))
                continue;
            var prefix = argument.AsSpan(at + Unicast.Length);
            if (Prefix.TryParse(prefix.EndsWith(" json") ? prefix[..^5].ToString() : prefix.ToString(), out var asked))
                prefixes.Add(asked);
        }

        return prefixes;
    }

    /// <summary>One batch, each command echoed, so that what bgpd says can be laid at its line.</summary>
    public static IReadOnlyList<string> Apply(VtyshSettings settings, Batch batch)
    {
        var commands = new List<string>(batch.Commands.Count);
        foreach (var command in batch.Commands)
            commands.Add(command.Text);
        return Arguments(settings, echo: true, commands);
    }

    /// <summary>
    /// `-d bgpd` always: without it, and with bgpd down, Quagga answers everything with status 0 and nothing
    /// (facts/vtysh.md, point 2).
    /// </summary>
    private static List<string> Arguments(VtyshSettings settings, bool echo, List<string> commands)
    {
        var arguments = new List<string>(settings.Options.Count + 3 + (2 * commands.Count));
        arguments.AddRange(settings.Options);
        arguments.AddRange(["-d", "bgpd"]);
        if (echo)
            arguments.Add("-E");
        foreach (var command in commands)
            arguments.AddRange(["-c", command]);
        return arguments;
    }

    /// <summary>`vrf NAME ` or `view NAME `; nothing for the default VRF. What else the scope holds is notation.</summary>
    private static string Scope(BgpInstance instance)
    {
        if (!InstanceLine.IsValid(instance.Line))
            throw new ArgumentException($"'{instance.Line}' is no line of an instance", nameof(instance));
        if (instance.IsDefault)
            return "";
        var words = new Words(instance.Scope);
        words.Next(out var kind);
        return words.Next(out var name)
            ? $"{kind} {name} "
            : throw new ArgumentException($"'{instance.Scope}' names no VRF or view", nameof(instance));
    }
}
