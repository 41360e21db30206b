using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>
/// A drain moves the packets of connections in progress too. They survive where both directors forward to the same real
/// servers, pick alike (mh) and take up connections whose beginning they did not see (sloppy_tcp); elsewhere they break.
/// </summary>
[Collection(nameof(WindowsGuest))]
[Trait("Length", "long")] // ./test long: its figures stand in docs/maintenance.md
public sealed class S14LongTransfers(WindowsGuest lab)
{
    [LabFact]
    public void Survive_a_drain_where_directors_share_their_servers_and_break_where_not() => lab.Scenario(() =>
    {
        const string Services = "--vips 192.0.2.1 --ports 80 --servers 11,12 --scheduler mh -- --vips 2001:db8::1,192.0.2.2,2001:db8::2 --ports 80";
        lab.Lvs1.Services(Services);
        lab.Lvs2.Services(Services);
        lab.Lvs1.On("echo 1 >/proc/sys/net/ipv4/vs/sloppy_tcp");
        lab.Lvs2.On("echo 1 >/proc/sys/net/ipv4/vs/sloppy_tcp");
        lab.Lvs1.FirstRun();
        lab.On("client", "transfer 20 192.0.2.1 2001:db8::1 >/run/transfers 2>&1 & sleep 2");

        lab.Lvs1.Mgmt("-d one.tld --drain --wait 4s", 2);
        lab.RouterShows((Four1, "2*"), (Six1, "2*"));

        Wait.Until("both downloads have ended", "2", () => lab.On("client", "wc -l </run/transfers").Output.Trim(), TimeSpan.FromSeconds(60));
        var transfers = lab.On("client", "cat /run/transfers").Lines;
        Assert.Contains("192.0.2.1 whole", transfers);
        Assert.Contains(transfers, line => line.StartsWith("2001:db8::1 broken after ", StringComparison.Ordinal));
        lab.Lvs1.Mgmt("-a one.tld");
        lab.RouterShows();
    });
}
