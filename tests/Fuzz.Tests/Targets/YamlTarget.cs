using System.Text;
using Vips.Host.Settings;

namespace Fuzz.Tests.Targets;

/// <summary>The configuration: accepted whole, and then it reads back from its own text, or every fault told with its place.</summary>
internal sealed class YamlTarget() : Target("configuration", 8_000, Mutation.Captures.Of("packaging/viptools.yaml", "packaging/examples/viptools.yaml", "templates/quagga/viptools.yaml")
    .Concat(Mutation.Captures.Utf8(Short, Short, Short, Short)).ToList())
{
    private const string Short =
        """
        bgp:
          as: 64699
          drain-route-map: DRAIN
          vtysh-options: [--vty_socket, /run/frr/dc1]
        ipvs:
          sorry-servers: [10.0.0.9, "2001:db8::9"]
        watchdog:
          drop: 1
          restore: 50%
          expected: 4
          services: [tcp/80, tcp/443]
          max-withdraw: 30% # of the announced
        vips:
          - name: www
            prefixes: [192.0.2.1/32, 2001:db8::1/128]
            route-map: BGP1
            fwmarks: [7]
          - prefixes:
              - 192.0.2.2/32
            fall: 3

        """;

    /// <summary>YamlDotNet's events and our tree of them.</summary>
    protected override long MostAllocatedPerByte => 1200;

    protected override bool IsUnderstood(byte[] input)
    {
        var reading = Measured(() => ConfigurationParser.Parse("viptools.yaml", Encoding.UTF8.GetString(input)));
        if (reading.Configuration is null)
        {
            Require(reading.Faults.Count > 0, "refused without a fault");
            foreach (var fault in reading.Faults)
            {
                Require(fault is { Line: > 0, Column: > 0 } && fault.Message.Length > 0, $"a fault without its place: {fault}");
                Require(!fault.ToString().Any(char.IsControl), "a fault with a control character");
            }

            return false;
        }

        var written = ConfigurationText.Write(reading.Configuration);
        var again = ConfigurationParser.Parse("again", written).Configuration;
        Require(again is not null && ConfigurationText.Write(again) == written, $"its own text reads back otherwise:\n{written}");
        return true;
    }
}
