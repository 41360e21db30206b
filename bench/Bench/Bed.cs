using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>A site (AS 64699) and its peer (AS 64500), a real bgpd each, in two network namespaces.</summary>
internal sealed class Bed : IDisposable
{
    private readonly string _name = $"vipbench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vipbench-");

    public Bed()
    {
        Command.Run("/bin/chmod", "755", _folder.FullName);
        Ip("netns", "add", Site);
        Ip("netns", "add", Peer);
        Ip("-n", Site, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", Peer);
        foreach (var (space, address) in new[] { (Site, "10.9.0.1/24"), (Peer, "10.9.0.2/24") })
        {
            Ip("-n", space, "addr", "add", address, "dev", "eth0");
            Ip("-n", space, "link", "set", "lo", "up");
            Ip("-n", space, "link", "set", "eth0", "up");
        }

        SiteRouter = new("site", Site, Path.Combine(Folder, "site"));
        PeerRouter = new("peer", Peer, Path.Combine(Folder, "peer"));
        PeerRouter.Restart(Configuration(64500, 2, 64699, 1, []));
    }

    public string Folder => _folder.FullName;

    public Router SiteRouter { get; }

    public Router PeerRouter { get; }

    private string Site => $"{_name}-site";

    private string Peer => $"{_name}-peer";

    /// <summary>Starts the site's bgpd with these prefixes, and waits until the peer has them.</summary>
    public void Announce(IReadOnlyList<string> prefixes)
    {
        SiteRouter.Restart(Configuration(64699, 1, 64500, 2, prefixes.Select(prefix => $"{prefix} route-map BGP1")));
        WaitForPeer(prefixes.Count);
    }

    public void WaitForPeer(int prefixes)
    {
        using var peer = new VtyConnection(PeerRouter.VtySocket);
        Wait.Until(() => peer.Received() == prefixes, $"the peer has {prefixes} prefixes");
    }

    /// <summary>The peer announces so many /24 of its own, and the site has them all.</summary>
    public void AnnounceForeign(int count)
    {
        var prefixes = Enumerable.Range(0, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{20 + (n >> 16)}.{(n >> 8) & 255}.{n & 255}.0/24"));
        PeerRouter.Restart(Configuration(64500, 2, 64699, 1, prefixes));
        using var site = new VtyConnection(SiteRouter.VtySocket);
        Wait.Until(() => site.Received() == count, $"the site has {count} foreign prefixes");
    }

    public void Dispose()
    {
        foreach (var space in new[] { Site, Peer })
        {
            foreach (var pid in Command.Run("/sbin/ip", "netns", "pids", space).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Command.Run("/bin/kill", "-9", pid);
            Ip("netns", "del", space);
        }

        _folder.Delete(recursive: true);
    }

    private static void Ip(params string[] arguments) => Command.Run("/sbin/ip", arguments);

    private static string Configuration(int asNumber, int host, int peerAs, int peer, IEnumerable<string> statements)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            route-map BGP1 permit 10
             set as-path prepend {asNumber}
            !
            router bgp {asNumber}
             bgp router-id 10.9.0.{host}
             no bgp ebgp-requires-policy
             no bgp network import-check
             coalesce-time 0
             timers bgp 20 60
             neighbor 10.9.0.{peer} remote-as {peerAs}
             neighbor 10.9.0.{peer} timers connect 1
             neighbor 10.9.0.{peer} advertisement-interval 0
             !
             address-family ipv4 unicast

            """);
        foreach (var statement in statements)
            text.Append("  network ").Append(statement).Append('\n');
        return text.Append(" exit-address-family\n!\n").ToString();
    }
}
