using System.Text;
using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Fuzz.Tests.Targets;

/// <summary>What `vtysh -E` printed for a batch: applied is only what was echoed whole and answered.</summary>
internal sealed class BatchTarget() : Target("batch", 60_000, [.. Enumerable.Repeat(Good(), 60), .. Mutation.Captures.Utf8(from capture in Mutation.Captures.Vtysh("c3-E", "c1-", "c4-") select capture.Output)])
{
    private static readonly Batch Sent = Batch.Of(
        new("router bgp 64699", "64699", null, new Dictionary<Prefix, NetworkStatement>(), []),
        [
            StatementChange.Remove(Prefix.Parse("192.0.2.1/32")), StatementChange.Issue(new(Prefix.Parse("192.0.2.2/32"), "BGP2")),
            StatementChange.Remove(Prefix.Parse("2001:db8::1/128")),
        ]);

    protected override bool IsUnderstood(byte[] input)
    {
        var result = Measured(() => BatchResultParser.Parse(Vtysh.Printed(input), Sent));
        if (result.Outcome != BatchOutcome.Applied)
        {
            RequireLine(result.Failure!.ToString());
            foreach (var refused in result.Refused)
                RequireLine(refused.Failure.ToString());
            return false;
        }

        var lines = Encoding.UTF8.GetString(input).Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        Require(lines.Length > Sent.Commands.Count, "applied without an answer of bgpd");
        for (var i = 0; i < Sent.Commands.Count; i++)
            Require(lines[i].EndsWith($"# {Sent.Commands[i].Text}", StringComparison.Ordinal), $"applied, and '{Sent.Commands[i].Text}' is not what was echoed");
        return true;
    }

    /// <summary>As c3-E-echo shows it.</summary>
    private static byte[] Good() => Encoding.UTF8.GetBytes(
        """
        dc1# conf t
        dc1(config)# router bgp 64699
        dc1(config-router)# address-family ipv4 unicast
        dc1(config-router-af)# no network 192.0.2.1/32
        dc1(config-router-af)# network 192.0.2.2/32 route-map BGP2
        dc1(config-router-af)# exit-address-family
        dc1(config-router)# address-family ipv6 unicast
        dc1(config-router-af)# no network 2001:db8::1/128
        dc1(config-router-af)# exit-address-family
        dc1(config-router)# end
        dc1# show bgp ipv4 unicast 255.255.255.255/32
        % Network not in table

        """);
}
