using System.Text;
using Fuzz.Tests.Plain;
using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>names.json, on which `--cached` acts.</summary>
internal sealed class NamesTarget() : Target("names", 60_000, Mutation.Captures.Utf8(Two))
{
    private const string Two =
        """{"version":1,"names":{"www.example.net":{"chain":["vip1.example.net"],"ipv4":["192.0.2.1"],"ipv6":["2001:db8::1"],"when":"2026-11-26T01:15:55+00:00"},"mail.example.net":{"chain":[],"ipv4":["192.0.2.2","192.0.2.3"],"when":"2026-11-25T01:15:55+00:00"}}}""";

    protected override bool IsUnderstood(byte[] input)
    {
        var remembered = Measured(() => new StateDirectory("/var/lib/viptools", new InputFiles(input)).Names.Read().Value);
        if (remembered.Damage is { } damage)
        {
            RequireLine(damage);
            Require(remembered.Value.Count == 0, "damaged, and something of it is believed");
            return false;
        }

        var words = Encoding.UTF8.GetString(input).Split('"').Select(PlainAddress.Of).Where(address => address is not null).ToHashSet();
        foreach (var address in remembered.Value.Values.SelectMany(name => (name.IPv4 ?? []).Concat(name.IPv6 ?? [])))
            Require(words.Contains(PlainAddress.Of(address.ToString())), $"no address {address} there");
        return true;
    }
}
