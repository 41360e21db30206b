using System.Text;
using Bgp.Vtysh;
using Fuzz.Tests.Plain;

namespace Fuzz.Tests.Targets;

/// <summary>A start-up configuration, which people write: the baseline, and what `render --diff` compares.</summary>
internal sealed class StartupTarget() : Target("startup-configuration", 30_000,
[
    .. Mutation.Captures.Utf8(from capture in Mutation.Captures.Vtysh("running") select capture.Output),
    .. Mutation.Captures.Of("templates/quagga/site-a/*", "templates/quagga/site-b/*"),
])
{
    protected override bool IsUnderstood(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        Measured(() => ConfigurationLines.Of(text));
        var reading = Measured(() => BgpConfigurationParser.ParseFile("/etc/frr/frr.conf", text));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        // Of networks bgpd takes the host bits off; the statements that we announce are of single addresses.
        foreach (var statement in reading.Value.Instances.SelectMany(instance => instance.Statements.Values).Where(one => one is { IsOurs: true, Prefix.IsHost: true }))
            Require(PlainConfiguration.Holds(text, statement.ToString()), $"no line '{statement}' there");
        return true;
    }
}
