using System.Text;
using Bgp.Vtysh.Model;
using FsCheck;
using FsCheck.Fluent;
using Net.Prefixes;

namespace Bgp.Vtysh.Tests;

/// <summary>Statements written as each suite prints them, and read again.</summary>
public class RoundTripTests
{
    private static readonly Gen<Prefix> Prefixes =
        from isIPv6 in Gen.Elements(false, true)
        from length in Gen.Choose(0, isIPv6 ? 128 : 32)
        from parts in Gen.Choose(0, 0xffff).ArrayOf(8)
        select Prefix.Containing(
            IpAddress.Parse(isIPv6
                ? string.Join(':', parts.Select(part => $"{part:x}"))
                : $"{parts[0] & 255}.{parts[1] & 255}.{parts[2] & 255}.{parts[3] & 255}"),
            length);

    private static readonly Gen<NetworkStatement> Statements =
        from prefix in Prefixes
        from routeMap in Gen.Elements(null, "BGP1", "a.b-c_D", "route-map")
        from otherWords in Gen.Frequency((5, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("backdoor", "label-index 7")))
        select new NetworkStatement(prefix, routeMap, otherWords);

    private static readonly Gen<NetworkStatement[]> Sites =
        Statements.ArrayOf().Select(all => all.GroupBy(statement => statement.Prefix).Select(group => group.First()).ToArray());

    [Fact]
    public void What_FRR_prints_is_read_back() => Check(PrintAsFrr);

    [Fact]
    public void What_Quagga_prints_is_read_back() => Check(PrintAsQuagga);

    /// <summary>Never fewer statements in silence: what is cut short is unknown.</summary>
    [Fact]
    public void Cut_short_anywhere_it_is_unknown()
    {
        var cut = from site in Sites
                  from print in Gen.Elements<Func<NetworkStatement[], string>>(PrintAsFrr, PrintAsQuagga)
                  from share in Gen.Choose(0, 999)
                  let whole = print(site)
                  select whole[..(whole.Length * share / 1000)];

        Prop.ForAll(cut.ToArbitrary(), text => !RunningConfigurationParser.Parse(Capture.Of(text)).IsKnown)
            .QuickCheckThrowOnFailure();
    }

    private static void Check(Func<NetworkStatement[], string> print) =>
        Prop.ForAll(Sites.ToArbitrary(), site =>
        {
            var read = RunningConfigurationParser.Parse(Capture.Of(print(site))).Value.Configuration.Instances.Single().Statements;
            return read.Count == site.Length && site.All(statement => read[statement.Prefix] == statement);
        }).QuickCheckThrowOnFailure();

    private static string PrintAsFrr(NetworkStatement[] site)
    {
        var text = new StringBuilder("Building configuration...\n\nCurrent configuration:\n!\nfrr version 10.7.0\n!\nrouter bgp 64699\n");
        foreach (var isIPv6 in (bool[])[false, true])
        {
            text.Append(" !\n address-family ").Append(isIPv6 ? "ipv6" : "ipv4").Append(" unicast\n");
            foreach (var statement in site.Where(statement => statement.Prefix.IsIPv6 == isIPv6))
                text.Append("  ").Append(statement).Append('\n');
            text.Append(" exit-address-family\n");
        }

        return text.Append("exit\n!\nend\n% Network not in table\n").ToString();
    }

    private static string PrintAsQuagga(NetworkStatement[] site)
    {
        var text = new StringBuilder("Building configuration...\n\nCurrent configuration:\n!\nhostname qa\n!\nrouter bgp 64699\n");
        foreach (var statement in site.Where(statement => !statement.Prefix.IsIPv6))
            text.Append(' ').Append(statement).Append('\n');
        text.Append("!\n address-family ipv6\n");
        foreach (var statement in site.Where(statement => statement.Prefix.IsIPv6))
            text.Append(' ').Append(statement).Append('\n');
        return text.Append(" exit-address-family\n exit\n!\nline vty\n!\nend\n% Network not in table\n").ToString();
    }
}
