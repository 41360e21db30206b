using Net.Prefixes;
using Testing;
using static Faults.Tests.World;

namespace Faults.Tests;

/// <summary>What each command has to do on the site: the site is made so, and the changes are named that are due.</summary>
internal static class Due
{
    private const string DrainMap = $"route-map {World.DrainMap} permit 10\nexit\n!\n";

    /// <returns>`-PREFIX` for what is to go, `+PREFIX` for what is to come, sorted.</returns>
    public static string[] Of(World world)
    {
        world.Site.Table(Up);
        switch (world.Command)
        {
            case Watchdog:
                return Strike(world);
            case Boot: // of what else would be due it sees nothing, and changes nothing
                Strike(world);
                return [$"-{Six}"];
            case Delete:
                return [$"-{Four}", $"-{Six}"];
            case Drain:
                world.Site.Set("bgp.drain-route-map", World.DrainMap);
                world.Site.Set("drain-settle", "0s");
                world.Site.Bgpd.Running += DrainMap;
                Traffic(world);
                return [$"-{Four}", $"-{Six}"];
            case Add:
                foreach (var prefix in (string[])[Four, Six])
                {
                    Assert.Null(world.State.Withdrawn.Write([new(new(Prefix.Parse(prefix), "BGP1"), DateTimeOffset.UtcNow, "alice")]));
                    Assert.Null(world.State.Holds.Write([new(Prefix.Parse(prefix), [new(Name, "alice", DateTimeOffset.UtcNow, null, null)])]));
                    world.Site.Bgpd.Remove(prefix);
                }

                return [$"+{Four}", $"+{Six}"];
            case Thaw:
                Assert.Null(world.State.Freeze.Write(new("alice", DateTimeOffset.UtcNow, "new switches", null)));
                return [];
            default:
                return [];
        }
    }

    /// <summary>A VIP dies, one comes back, one is held.</summary>
    public static string[] Strike(World world)
    {
        world.Site.Table([("192.0.2.1:80", 0), .. Up[1..]]);
        world.Site.Bgpd.Remove(Second);
        world.HoldOfBob(Six);
        return [$"+{Second}", $"-{Four}", $"-{Six}"];
    }

    /// <summary>None comes in any more; a drain waits for three samples that say so, or for its limit.</summary>
    public static void Traffic(World world) => world.Site.Ipvsadm.Reset().When("*--rate*", Rates(0)).Always(FakeAnswer.PrintsFile(world.Site.Of("ipvs.list")));

    /// <summary>What `ipvsadm -L -n --rate` prints.</summary>
    /// <param name="packets">In per second, of each service.</param>
    public static string Rates(object packets) =>
        "IP Virtual Server version 1.2.1 (size=4096)\nProt LocalAddress:Port                 CPS    InPPS   OutPPS    InBPS   OutBPS\n  -> RemoteAddress:Port\n"
        + string.Concat(((string[])["192.0.2.1:80", "[2001:db8::1]:80"]).Select(service => $"TCP  {service,-32} 1  {packets,8}        0        0        0\n"));

    private static (string, int)[] Up =>
        [("192.0.2.1:80", 2), ("192.0.2.2:80", 2), ("192.0.2.4:80", 2), ("192.0.2.5:80", 0), ("192.0.2.6:80", 2), ("[2001:db8::1]:80", 2)];
}
