using Testing;
using Vips.Holds;
using Vips.Host.Machine;
using Vips.Host.State;

namespace VipMgmt.Tests;

/// <summary>
/// vip-mgmt as a whole on a fake site where the watchdog has just run. www.example.net is a CNAME to the name of
/// 192.0.2.1 and 2001:db8::1, both announced with BGP1 and up.
/// </summary>
public abstract class OnSite : IDisposable
{
    protected const string Four = "192.0.2.1/32";
    protected const string Other = "192.0.2.2/32";
    protected const string Six = "2001:db8::1/128";
    protected const string Www = "www.example.net";

    protected OnSite()
    {
        Site.Dig.Says("cname");
        State.Prepare(Clock.Now().Wall);
        WatchdogRan(TimeSpan.Zero);
    }

    /// <summary>Who runs the tests, as claims and the journal name them.</summary>
    protected static string Who { get; } = Person.Name(Environment.GetEnvironmentVariable("SUDO_USER"));

    protected static BootClock Clock { get; } = new(TimeProvider.System);

    protected FakeSite Site { get; } = new("vip-mgmt");

    /// <summary>The site's state directory, as the executables read it.</summary>
    protected StateDirectory State => new(Site.State);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Site.Dispose();
        }
    }

    protected void WatchdogRan(TimeSpan ago)
    {
        var now = Clock.Now();
        State.Watchdog.Write(new() { Established = true, LastRun = now with { Wall = now.Wall - ago, SinceBoot = now.SinceBoot - ago } });
    }

    protected Hold? HoldOf(string prefix) => Holds().GetValueOrDefault(Net.Prefixes.Prefix.Parse(prefix));

    protected IReadOnlyDictionary<Net.Prefixes.Prefix, Hold> Holds() => State.Holds.Read().Value.ByPrefix;

    /// <summary>The names of the claims on a prefix; empty when it is not held.</summary>
    protected IEnumerable<string?> ClaimsOn(string prefix) => HoldOf(prefix)?.Claims.Select(claim => claim.Name) ?? [];

    /// <summary>The journal as `what prefix: why (outcome)`, oldest first.</summary>
    protected IEnumerable<string> Journal() =>
        State.Journal.ReadNewest(1000).Value.Reverse().Select(entry => $"{entry.What} {entry.Prefix}: {entry.Why} ({entry.Outcome})");

    protected void Hold(string prefix, params Claim[] claims) => State.Holds.Write([new(Net.Prefixes.Prefix.Parse(prefix), claims)]);

    protected static Claim ClaimOf(string? name, string who = "alice", string? reason = null, DateTimeOffset? until = null) =>
        new(name, who, Clock.Now().Wall.AddHours(-1), reason, until);

    /// <summary>Standard output without the blast radius, which has tests of its own.</summary>
    protected static string Told(FakeRun run) => string.Concat(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.Contains("; another site: ", StringComparison.Ordinal)).Select(line => line + "\n"));

    /// <summary>The whole of what a run said, and how it ended.</summary>
    protected static void Said(FakeRun run, int status, string output = "", string error = "")
    {
        var expected = $"exit {status}\n--- stdout\n{Lined(output)}--- stderr\n{Lined(error)}";
        var actual = $"exit {run.Status}\n--- stdout\n{Told(run)}--- stderr\n{run.Error}";
        if (expected != actual)
        {
            Assert.Fail($"expected {expected}\n\nbut it was {actual}"); // whole: Assert.Equal would show 40 characters
        }
    }

    /// <summary>One line on stderr that holds the words, nothing on stdout.</summary>
    protected static void Refused(FakeRun run, int status, string words)
    {
        var isOneLine = run.Error.EndsWith('\n') && run.Error.IndexOf('\n', StringComparison.Ordinal) == run.Error.Length - 1;
        Assert.True(
            run.Status == status && Told(run).Length == 0 && isOneLine && run.Error.Contains(words, StringComparison.Ordinal),
            $"expected exit {status} and one line with '{words}', but it was {run}");
    }

    /// <summary>bgpd, IPVS, baseline and the watchdog's state cannot be read.</summary>
    protected void BreakEverything()
    {
        Site.Vtysh.Reset().Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));
        Site.Ipvsadm.Reset().Always(FakeAnswer.Fails(255, "Can't initialize ipvs: Protocol not available\n"));
        Site.Set("bgp.baseline", Site.Of("gone.conf"));
        File.WriteAllText(State.Watchdog.Path, "damaged");
    }

    /// <summary>Neither bgpd nor the state has been asked to change anything.</summary>
    protected void Unchanged()
    {
        Assert.Empty(Site.Sent());
        Assert.Equal(FakeSite.Configuration, Site.Bgpd.Running);
        Assert.Empty(Holds());
        Assert.Empty(Directory.GetFiles(State.Withdrawn.Path));
        Assert.Empty(Journal());
        Assert.Empty(Site.Syslog.Lines());
    }

    private static string Lined(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
}
