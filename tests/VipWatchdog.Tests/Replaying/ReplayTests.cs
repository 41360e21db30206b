using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>A bundle decides again as the run did, where neither the tools nor the site are there any more.</summary>
[Trait("Coverage", "short")]
public sealed class ReplayTests
{
    [Fact]
    public void Every_kind_of_change_with_tools_and_state_gone()
    {
        using var site = Crossroads.Site();
        var before = site.Run("--dry-run", "--verbose");
        Assert.Equal(0, site.Run().Status);
        var bundle = Kept(site);

        var run = Recorded.Replay(bundle);

        Golden.Verify("VipWatchdog/replay.txt", Recorded.Masked(site, run));
        Assert.All(before.Output.Split('\n'), line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
        Assert.Equal([bundle], Directory.GetFiles(site.Folder));
    }

    [Fact]
    public void As_JSON()
    {
        using var site = Crossroads.Site();
        site.Run();

        Golden.Verify("VipWatchdog/replay.json", Recorded.Document(site, Recorded.Replay(Kept(site), "--json")));
    }

    /// <summary>Two readings of a mass withdrawal that do not agree; what cannot be read; damage in what we keep.</summary>
    [Fact]
    public void What_was_read_twice_unreadable_or_damaged_is_so_again()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.WriteState("holds/192.0.2.2_32", "");
        site.WriteState("withdrawn/192.0.2.2_32", "{");
        site.WriteState("holds/192.0.2.1_32", "\u00ff\u0000");
        File.WriteAllBytes(Path.Combine(site.State, "holds/2001:db8::1_128"), [0xff, 0xfe]);
        site.Set("watchdog.max-withdraw", "0%");
        site.Baseline = "";
        site.Yaml = "vips:\n  - prefixes: [203.0.113.7/32]\n    missing-fall: 1\n";
        var recorded = site.Run("--dry-run", "--verbose", "--record", site.Of("recorded"));
        var bundle = Assert.Single(Directory.GetFiles(site.Of("recorded")));

        var run = Recorded.Replay(bundle);

        Assert.Equal(0, run.Status);
        Assert.All(recorded.Error.Split('\n').Concat(recorded.Output.Split('\n')), line => Assert.Contains(line, run.Output, StringComparison.Ordinal));
        Assert.Contains($"exit status {recorded.Status}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_reading_of_a_mass_withdrawal_decides_again()
    {
        using var site = new FakeSite("vip-watchdog");
        site.Run();
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 0), ("[2001:db8::1]:80", 0));
        var dead = File.ReadAllText(site.Of("ipvs.list"));
        site.Table(("192.0.2.1:80", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Ipvsadm.Reset().Always(FakeAnswer.Prints(dead), FakeAnswer.PrintsFile(site.Of("ipvs.list")));
        site.Run();
        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());

        var run = Recorded.Replay(Kept(site));

        Assert.Equal(0, run.Status);
        Assert.Contains("two readings agree on 1 of them, which go", run.Output, StringComparison.Ordinal);
        Assert.Contains("would delete route to 192.0.2.1/32", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("would delete route to 192.0.2.2/32", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The witness's answers and both looks at a VIP that serves in part.</summary>
    [Fact]
    public void A_second_look_is_taken_again()
    {
        using var site = new FakeSite("vip-watchdog");
        var witness = site.Fakes.Add("witness").Always(FakeAnswer.Prints(""));
        site.Set("bgp.witness", $"[{witness.Path}, '{{prefix}}']");
        site.Table(("192.0.2.1:80", 2), ("192.0.2.1:443", 2), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        site.Table(("192.0.2.1:80", 2), ("192.0.2.1:443", 0), ("192.0.2.2:80", 2), ("[2001:db8::1]:80", 2));
        site.Run();
        Assert.Equal(["no network 192.0.2.1/32"], site.Sent());

        var run = Recorded.Replay(Kept(site));

        Assert.Equal(0, run.Status);
        Assert.Contains("192.0.2.1/32: second-look: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("would delete route to 192.0.2.1/32", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_alone_at_boot()
    {
        using var site = Crossroads.Site();
        site.Run("--boot");

        var run = Recorded.Replay(Kept(site));

        Assert.Equal(0, run.Status);
        Assert.Contains("holds alone", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split('\n'), line => line.StartsWith("would ", StringComparison.Ordinal));
    }

    /// <summary>Moves the site's one bundle out of it, and removes all else.</summary>
    private static string Kept(FakeSite site)
    {
        var bundle = Path.Combine(site.Folder, "kept.bundle.json");
        File.Move(Assert.Single(Recorded.Bundles(site)), bundle);
        Directory.Delete(site.State, recursive: true);
        foreach (var file in Directory.GetFiles(site.Folder).Concat(Directory.GetFiles(site.Fakes.Folder)))
        {
            if (file != bundle)
                File.Delete(file);
        }

        return bundle;
    }
}
