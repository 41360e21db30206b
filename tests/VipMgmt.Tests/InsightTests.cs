using Testing;

namespace VipMgmt.Tests;

/// <summary>`status --check`, `--problems`, names and colours, and `explain`.</summary>
public sealed class InsightTests : OnSite
{
    /// <summary>.NET's console sends it to a terminal whose kind has it.</summary>
    private const string KeypadMode = "\e[?1h\e=";

    [Fact]
    public void Check_is_one_line_and_its_own_exit_statuses()
    {
        WatchdogSucceeded();

        Check(0, "VIPTOOLS OK - 3 of 3 VIPs announced | vips=3 announced=3 held=0 down=0 since_success=");
        Site.Run("-d", "192.0.2.1");
        WatchdogSucceeded();
        Check(1, "VIPTOOLS WARNING - 2 of 3 VIPs announced; 1 held, 0 down | vips=3 announced=2 held=1 down=0 since_success=");
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Check_is_3_where_it_cannot_judge()
    {
        BreakEverything();
        var broken = Site.Run("status", "--check");
        Assert.Equal(3, broken.Status);
        Assert.StartsWith("VIPTOOLS UNKNOWN - ", broken.Output, StringComparison.Ordinal);

        Site.Yaml = "bogus: 1\n";
        Assert.Equal(3, Site.Run("status", "--check").Status);
    }

    [Fact]
    public void Problems_come_first_and_alone_on_request()
    {
        Site.Table(("192.0.2.1:80", 2), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 2));

        var all = Site.Run("status").Output.Split('\n');
        Assert.StartsWith("192.0.2.2/32", all[1], StringComparison.Ordinal);
        Assert.Equal(6, all.Length);
        var problems = Site.Run("status", "--problems").Output.Split('\n');
        Assert.Equal(3, problems.Length);
        Assert.StartsWith("192.0.2.2/32", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_shown_where_there_are_any()
    {
        Site.Yaml = "vips:\n  - {name: shop, prefixes: [192.0.2.2/32]}\n";
        Site.Run("-y", "-d", Www);
        Site.Run("-a", Www);

        Said(Site.Run("status", "192.0.2.1", "192.0.2.2"), 0,
            """
            VIP           NAME             VERDICT  LIVE      CONFIGURED  ORIGINATED  ADVERTISED TO  HOLD  LAST CHANGE
            192.0.2.1/32  www.example.net  up       tcp/80:2  BGP1        yes         198.51.100.1   -     announced 0 min ago
            192.0.2.2/32  shop             up       tcp/80:2  BGP2        yes         198.51.100.1   -     -
            """);
    }

    /// <summary>script(1) makes the terminal.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("NO_COLOR=1", false)]
    public void Colours_are_for_terminals(string environment, bool colours)
    {
        Site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        Site.Within = ["sh", "-c", $"env -u NO_COLOR {environment} script -qec \"$*\" /dev/null", "sh"];

        Assert.Equal(colours, Site.Run("status").Output.Contains("\e[33m192.0.2.1/32", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("explain", "192.0.2.1")]
    public void On_a_terminal_it_reads_as(string command, params string[] vips)
    {
        Site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        Site.Within = ["sh", "-c", "env -u NO_COLOR script -qec \"$*\" /dev/null", "sh"];

        Golden.Verify($"VipMgmt/{command}-terminal.txt", Site.Run([command, .. vips]).Output.Replace("\r", "", StringComparison.Ordinal).Replace(KeypadMode, "", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Coverage", "short")]
    public void Explain_tells_inputs_rules_and_outcome()
    {
        Site.Table(("192.0.2.1:80", 2), ("192.0.2.1:443", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));

        Said(Site.Run("explain", "192.0.2.1"), 0,
            """
            192.0.2.1/32
              managed                  yes: in the baseline as 'network 192.0.2.1/32 route-map BGP1', has virtual services
              tcp/192.0.2.1:80         2 live, at or above restore (1): up; seen so 1 of 1 times
              tcp/192.0.2.1:443        0 live, at or below drop (0): down; seen so 1 of 1 times; left out of the judgement: never seen alive, or not listed
              verdict                  up (services: all: the lowest counts; tcp/192.0.2.1:80 decided)
              bgpd                     configured as 'network 192.0.2.1/32 route-map BGP1', originated, advertised to 198.51.100.1
              other site               unknown (no witness configured); last-exit: warn
              hold                     none
              rule                     in-order: announced, and up
              outcome                  nothing is done
              would change it          0 or fewer live real servers, 1 times; no virtual service, 2 times; vip-mgmt -d
            """);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Explain_of_what_is_held_and_of_what_is_not_of_this_site()
    {
        Site.Run("-d", "192.0.2.1", "--reason", "new kernel");

        var run = Site.Run("explain", "192.0.2.1", "192.0.2.99");
        Assert.Contains($"  {"hold",-24} held by {Who} for 192.0.2.1/32 (new kernel) since ", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  {"would change it",-24} vip-mgmt -a 192.0.2.1/32\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("vip-mgmt: Route 192.0.2.99/32 not of this site\n", run.Error);
        Assert.Equal(1, Site.Run("explain", "192.0.2.99").Status);
    }

    private void Check(int status, string line)
    {
        var run = Site.Run("status", "--check");
        Assert.Equal((status, ""), (run.Status, run.Error));
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(line)}[0-9]+s;;180\n$", run.Output);
    }

    private void WatchdogSucceeded()
    {
        var now = Clock.Now();
        State.Watchdog.Write(State.Watchdog.Read().Value.Value with { Established = true, LastRun = now, LastSuccess = now });
    }
}
