using System.Globalization;
using System.Text.RegularExpressions;
using Contract.Frr;

namespace Latency;

/// <summary>
/// What the router's bgpd writes when an update of a peer reaches it, to the microsecond and by its own clock, which is
/// ours: asking it by vtysh would take 25 ms, and be as coarse.
/// </summary>
internal sealed partial class RouterLog : IDisposable
{
    private const string Peer = "10.1.0.1";

    private readonly BgpNode _router;
    private readonly string _file;
    private long _read;

    public RouterLog(BgpNode router)
    {
        // A file of our own: the precision does not hold for the one of bgpd's command line (FRR 8.4.4).
        (_router, _file) = (router, Path.Combine(router.Folder, "updates.log"));
        router.Ask("configure terminal", "log timestamp precision 6", $"log file {_file} debugging", "debug bgp updates in");
    }

    /// <summary>What was written so far is over.</summary>
    public void Forget() => _read = new FileInfo(_file).Length;

    /// <summary>Waits for an update of each VIP, and returns when the last of them came.</summary>
    public DateTime WaitFor(IReadOnlyCollection<string> vips, bool isWithdrawn)
    {
        var missing = vips.Select(vip => $"{vip}/32").ToHashSet();
        var last = DateTime.MinValue;
        for (var deadline = DateTime.Now.AddSeconds(20); missing.Count > 0; Thread.Sleep(2))
        {
            foreach (var line in NewLines())
            {
                if (Update().Match(line) is { Success: true } update && (update.Groups["gone"].Length > 0) == isWithdrawn && missing.Remove(update.Groups["prefix"].Value))
                    last = DateTime.ParseExact(update.Groups["time"].Value, "yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
            }

            if (DateTime.Now > deadline)
                throw new TimeoutException($"the router heard nothing of {string.Join(' ', missing)}");
        }

        return last;
    }

    public void Dispose() => _router.Ask("configure terminal", "no debug bgp updates in", "no log file");

    /// <summary>Whole ones alone.</summary>
    private string[] NewLines()
    {
        using var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _read;
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        var end = text.LastIndexOf('\n') + 1;
        _read += end;
        return text[..end].Split('\n');
    }

    [GeneratedRegex(@"^(?<time>\S+ \S+) BGP: .*" + Peer + @"\S* rcvd (UPDATE about )?(?<prefix>[0-9./]+) IPv4 unicast(?<gone> -- withdrawn)?")]
    private static partial Regex Update();
}
