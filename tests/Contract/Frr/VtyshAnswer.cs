using System.Text;
using Tools.Execution;

namespace Contract.Frr;

/// <summary>What one vtysh answered, to be asserted whole.</summary>
internal sealed record VtyshAnswer(ToolEnding Ending, int Status, string Output, string Error)
{
    /// <summary>`-d bgpd` and one `-c` a command.</summary>
    public static VtyshAnswer Of(BgpNode node, params IEnumerable<string> commands) =>
        OfArguments(node, ["-d", "bgpd", .. Each(commands)]);

    /// <summary>Below `router bgp 64699` and the address family.</summary>
    public static VtyshAnswer Configuring(BgpNode node, string family, params IEnumerable<string> commands) =>
        Of(node, ["configure terminal", "router bgp 64699", $"address-family {family} unicast", .. commands]);

    public static VtyshAnswer OfArguments(BgpNode node, params IEnumerable<string> arguments) =>
        From(node.Vtysh(arguments));

    public static VtyshAnswer From(ToolResult result) => new(
        result.Ending, result.Status,
        Encoding.UTF8.GetString(result.StandardOutput), Encoding.UTF8.GetString(result.StandardError));

    public static IEnumerable<string> Each(IEnumerable<string> commands) => commands.SelectMany(command => new[] { "-c", command });

    /// <summary>Exit status 0, and not a byte on either stream.</summary>
    public void IsSilentSuccess() => Assert.Equal(new VtyshAnswer(ToolEnding.Exited, 0, "", ""), this);

    public void Failed(int status, string output)
    {
        Assert.Equal((ToolEnding.Exited, status), (Ending, Status));
        Assert.Contains(output, Output, StringComparison.Ordinal);
    }
}
