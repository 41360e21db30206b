using System.Text;
using System.Text.Json;
using Contract.Dns;
using Contract.Syslog;
using Net.Prefixes;

namespace Contract.Frr;

/// <summary>
/// Two data centres (AS 64699) and the router (AS 64500) between them, on the real FRR, in network namespaces of its own.
/// Shared by the tests of a collection; each calls <see cref="Reset"/> in its constructor.
/// </summary>
public sealed class BgpTestBed : IDisposable
{
    private readonly RunFolder? _folder;
    private readonly BgpNetwork? _network;
    private readonly Dictionary<BgpNode, string> _startTexts = [];

    public BgpTestBed()
    {
        if (WhyNot is not null)
            return; // the tests are skipped, but xunit makes the fixture all the same

        BgpNetwork.SweepDeadRuns();
        try
        {
            _folder = new();
            _network = new(_folder.Name);
            Router = Node("router", BgpConfigurations.OfRouter());
            Dc1 = Node("dc1", BgpConfigurations.OfSite(1));
            Dc2 = Node("dc2", BgpConfigurations.OfSite(2));
            WaitUntilConverged();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why there can be no test bed here; null when there can.</summary>
    public static string? WhyNot { get; } =
        !Host.IsRoot ? "needs root to make network namespaces"
        : new[] { "bgpd", "zebra", "vtysh", "ip" }.FirstOrDefault(program => Host.Find(program) is null) is { } missing
            ? $"needs {missing} (Debian packages frr and iproute2)"
            : null;

    public static string VtyshProgram => Host.Find("vtysh")!;

    /// <summary>The first site: where our executables run.</summary>
    public BgpNode Dc1 { get; } = null!;

    public BgpNode Dc2 { get; } = null!;

    public BgpNode Router { get; } = null!;

    /// <summary>The paths that the router has for a prefix, best first; empty when it has none.</summary>
    public IReadOnlyList<RouterPath> RouterSees(string prefix) => RouterSeeEach([prefix])[0];

    /// <summary>The AS path by which the router reaches the prefix through a site; null when the site does not announce it.</summary>
    public string? RouterSees(string prefix, BgpNode site) =>
        RouterSees(prefix).FirstOrDefault(path => path.Peer == PeerOf(site, prefix))?.AsPath;

    /// <summary>Back to the start-up configurations, with all sessions up and every VIP seen from both sites.</summary>
    public void Reset()
    {
        if (_network is null)
            return;
        foreach (var (node, text) in _startTexts)
        {
            node.Reset(text);
        }

        WaitUntilConverged();
    }

    public void Dispose()
    {
        _network?.Dispose();
        _folder?.Dispose();
    }

    /// <summary>The command that shows a prefix as JSON.</summary>
    internal static string Show(string prefix) => $"show bgp {(Prefix.Parse(prefix).IsIPv6 ? "ipv6" : "ipv4")} unicast {prefix} json";

    private BgpNode Node(string name, string configuration)
    {
        var node = new BgpNode(name, _network!.Namespace(name), Path.Combine(_folder!.FullName, name), configuration);
        _startTexts.Add(node, node.RunningConfiguration());
        return node;
    }

    private void WaitUntilConverged()
    {
        (string Prefix, string Dc1, string Dc2)[] start =
        [
            ("192.0.2.1/32", First, Backup), ("192.0.2.2/32", Backup, First),
            ("2001:db8::1/128", First, Backup), ("2001:db8::2/128", Backup, First),
        ];
        var wanted = start.Select(vip => $"{vip.Prefix} {PeerOf(Dc1, vip.Prefix)} {vip.Dc1}, {PeerOf(Dc2, vip.Prefix)} {vip.Dc2}").ToArray();
        Poll.Until(
            () => RouterSeeEach([.. start.Select(vip => vip.Prefix)]).Zip(start, (paths, vip) =>
                $"{vip.Prefix} {string.Join(", ", paths.Select(path => $"{path.Peer} {path.AsPath}").Order())}").ToArray(),
            seen => seen.SequenceEqual(wanted),
            TimeSpan.FromSeconds(30));
    }

    /// <summary>One vtysh for all: it costs 25 ms, the question nothing.</summary>
    private List<IReadOnlyList<RouterPath>> RouterSeeEach(IReadOnlyList<string> prefixes)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(Router.Ask(prefixes.Select(Show))), new JsonReaderOptions { AllowMultipleValues = true });
        var answers = new List<IReadOnlyList<RouterPath>>();
        while (reader.Read())
        {
            using var document = JsonDocument.ParseValue(ref reader);
            answers.Add(RouterPath.Of(document.RootElement));
        }

        return answers;
    }

    /// <summary>The AS path of a VIP at the site whose route-map for it is BGP1.</summary>
    public const string First = "64699 64699";

    /// <summary>The same with BGP2.</summary>
    public const string Backup = "64699 64699 64699";

    private string PeerOf(BgpNode site, string prefix) =>
        (Prefix.Parse(prefix).IsIPv6, site == Dc1) switch
        {
            (false, true) => "10.1.0.1",
            (false, false) => "10.2.0.1",
            (true, true) => "2001:db8:1::1",
            (true, false) => "2001:db8:2::1",
        };
}

/// <summary>A path of the router's bgpd.</summary>
/// <param name="Peer">The address of the site that it comes from.</param>
/// <param name="AsPath">e.g. `64699 64699`.</param>
/// <param name="Communities">e.g. `graceful-shutdown`; empty without any.</param>
public sealed record RouterPath(string Peer, string AsPath, string Communities)
{
    /// <summary>What `show bgp ipv4 unicast PREFIX json` says; `{}` without the prefix.</summary>
    internal static IReadOnlyList<RouterPath> Of(JsonElement answer) =>
        answer.TryGetProperty("paths", out var paths)
            ? [.. paths.EnumerateArray().Select(path => new RouterPath(
                path.GetProperty("peer").GetProperty("peerId").GetString()!,
                path.GetProperty("aspath").GetProperty("string").GetString()!,
                path.TryGetProperty("community", out var community) ? community.GetProperty("string").GetString()! : ""))]
            : [];
}

/// <summary>The tests that share one test bed, one after another, with the daemons that our executables need beside it.</summary>
[CollectionDefinition(Name)]
public sealed class BgpCollectionDefinition : ICollectionFixture<BgpTestBed>, ICollectionFixture<SyslogDaemon>, ICollectionFixture<KnotServer>
{
    public const string Name = "BGP";
}
