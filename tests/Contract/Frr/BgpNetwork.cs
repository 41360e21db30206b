namespace Contract.Frr;

/// <summary>Three network namespaces, `router` linked to `dc1` and `dc2`, with the VIPs on the sites' loopbacks.</summary>
internal sealed class BgpNetwork : IDisposable
{
    private static readonly string[] Nodes = ["router", "dc1", "dc2"];

    private readonly string _name;

    /// <param name="name">The unique beginning of the namespaces' names: the name of a <see cref="RunFolder"/>.</param>
    public BgpNetwork(string name)
    {
        _name = name;
        foreach (var node in Nodes)
        {
            Host.Run("ip", ["netns", "add", Namespace(node)]);

            // An address in duplicate detection is not usable for a second, and IPv6 next hops are link-local.
            Run(node, "sh", "-c", "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad; echo 0 >/proc/sys/net/ipv6/conf/all/accept_dad");
        }

        Batch("router", "link set lo up");
        Link(1);
        Link(2);
    }

    public string Namespace(string node) => $"{_name}-{node}";

    public void Dispose()
    {
        foreach (var node in Nodes)
        {
            Remove(Namespace(node));
        }
    }

    /// <summary>Ends what a killed test run left behind: its namespaces with the daemons in them.</summary>
    public static void SweepDeadRuns()
    {
        foreach (var name in Names().Where(RunFolder.IsOfDeadRun))
        {
            try
            {
                Remove(name);
            }
            catch (InvalidOperationException) when (!Names().Contains(name))
            {
                // Another run swept it at the same time.
            }
        }
    }

    private static IEnumerable<string> Names() => Host.Run("ip", ["netns", "list"]).Split('\n').Select(line => line.Split(' ')[0]);

    private static void Remove(string name)
    {
        int[] Processes() => [.. Host.Run("ip", ["netns", "pids", name])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, provider: null)).Where(Host.IsAlive)];

        Poll.Until(
            () =>
            {
                var left = Processes();
                foreach (var pid in left)
                {
                    Host.Signal(pid, Signal.Kill);
                }

                return left;
            },
            left => left.Length == 0);
        Host.Run("ip", ["netns", "del", name]);
    }

    private void Link(int site)
    {
        Batch("router", $"""
            link add dc{site} type veth peer name eth0 netns {Namespace($"dc{site}")}
            addr add 10.{site}.0.254/24 dev dc{site}
            addr add 2001:db8:{site}::fe/64 dev dc{site} nodad
            link set dc{site} up
            """);
        Batch($"dc{site}", $"""
            link set lo up
            addr add 10.{site}.0.1/24 dev eth0
            addr add 2001:db8:{site}::1/64 dev eth0 nodad
            link set eth0 up
            addr add 192.0.2.1/32 dev lo
            addr add 192.0.2.2/32 dev lo
            addr add 2001:db8::1/128 dev lo nodad
            addr add 2001:db8::2/128 dev lo nodad
            """);
    }

    private void Batch(string node, string lines) => Host.Run("ip", ["-n", Namespace(node), "-batch", "-"], lines + "\n");

    private void Run(string node, params string[] command) => Host.Run("ip", ["netns", "exec", Namespace(node), .. command]);
}
