using System.Text;
using Fuzz.Tests.Plain;
using Ipvs.Ipvsadm;
using Ipvs.Ipvsadm.Model;

namespace Fuzz.Tests.Targets;

/// <summary>`ipvsadm -L -n`; the other lists (-S, -c, --stats, --rate) are among the captures, and must never be taken for it.</summary>
internal sealed class IpvsTableTarget() : Target("ipvsadm-table", 100_000, Mutation.Captures.Of(
    "tests/Fixtures/ipvsadm/1.31/*.list", "tests/Fixtures/ipvsadm/1.31/*.exact", "tests/Fixtures/ipvsadm/1.31/keepalived-*.list", "tests/Fixtures/ipvsadm/1.31/v?-mixed.list",
    "tests/Fixtures/ipvsadm/1.31/v4-mixed.*", "tests/Fixtures/ipvsadm/1.31/fwm.*"))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var reading = Measured(() => IpvsTableParser.Parse(input));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        var plain = PlainTable.Read(Encoding.Latin1.GetString(input));
        Require(plain is not null, "a table was understood that holds a line of none");
        Require(plain!.Count == reading.Value.Services.Count, "not as many services as lines of services");
        for (var i = 0; i < plain.Count; i++)
        {
            var service = reading.Value.Services[i];
            Require(plain[i].Key == KeyOf(service.Key), $"{service.Key} where the table says {plain[i].Key}");
            Require(plain[i].Servers.Select(server => server.Weight).SequenceEqual(service.RealServers.Select(server => server.Weight)), $"other weights behind {service.Key} than the table's");
        }

        return true;
    }

    private static string KeyOf(ServiceKey key) => key.Protocol == IpvsProtocol.FirewallMark
        ? $"{(key.Address.IsIPv6 ? "FWM6" : "FWM")} {key.Mark}"
        : $"{key.Protocol.ToString().ToUpperInvariant()} {PlainAddress.Of(key.Address.ToString())} {key.Port}";
}
