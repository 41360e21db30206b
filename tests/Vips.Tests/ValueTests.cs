using Bgp.Vtysh.Model;
using Vips.Elsewhere;
using Vips.Holds;
using Vips.Plans;
using Vips.Policies;
using Vips.Readings;
using Vips.State;
using Vips.Verdicts;
using static Vips.Tests.World;

namespace Vips.Tests;

/// <summary>Values that dictionaries and comparisons rest on.</summary>
public class ValueTests
{
    [Fact]
    public void A_moment_is_another_one_by_each_of_its_parts()
    {
        var moment = InOrder.Now;

        Assert.Equal(moment, moment with { BootId = "boot-" + 1 });
        Assert.Equal(moment.GetHashCode(), (moment with { BootId = "boot-" + 1 }).GetHashCode());
        Assert.NotEqual(moment, moment with { BootId = "boot-2" });
        Assert.NotEqual(moment, moment with { SinceBoot = TimeSpan.Zero });
        Assert.NotEqual(moment, moment with { Wall = moment.Wall.AddTicks(1) });
    }

    [Fact]
    public void A_mark_is_judged_for_each_of_its_vips()
    {
        var (one, other) = (JudgedService.Of(Key("fwm/7"), Vip), JudgedService.Of(Key("fwm/7"), Statement("192.0.2.2/32").Prefix));

        Assert.NotEqual(one, other);
        Assert.NotEqual(one, new(Key("fwm/7"), null));
        Assert.Equal(one, JudgedService.Of(Key("fwm/7"), Vip));
        Assert.Equal(("fwm/7 192.0.2.1/32", "tcp/192.0.2.1:80"), ($"{one}", $"{JudgedService.Of(Key("tcp/192.0.2.1:80"), Vip)}"));
        Assert.Equal(JudgedService.Of(Key("tcp/192.0.2.1:80"), Vip), JudgedService.Of(Key("tcp/192.0.2.1:80"), Statement("192.0.2.2/32").Prefix));
    }

    [Fact]
    public void Nothing_is_an_empty_plan_no_hold_and_no_damping()
    {
        Assert.True(Plan.Empty.IsEmpty);
        Assert.Empty(HoldSet.Empty.ByPrefix);
        Assert.Null(new Rules().Expected);
        Assert.Equal(TimeSpan.Zero, new Damping(3, InOrder.Now).HoldDown(new()));
    }

    /// <summary>A value that is none of its kind is told by no word of another.</summary>
    [Fact]
    public void Every_word_stands_for_one_thing()
    {
        Assert.Equal(4, Enum.GetValues<ChangeKind>().Select(ChangeWords.Of).Distinct().Count());
        Assert.Equal(["path", "none", "unknown"], ((OtherSitePath[])[OtherSitePath.Visible, OtherSitePath.None, OtherSitePath.Unknown]).Select(path => OtherSiteWords.Of(path).Name));
        Assert.Equal(["up", "unchanged", "down", "unknown"], VerdictWords.All);
        Assert.Equal(VerdictWords.Unknown, VerdictWords.Of(null));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangeWords.Of((ChangeKind)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => OtherSiteWords.Of((OtherSitePath)99));
        Assert.Throws<ArgumentOutOfRangeException>(() => VerdictWords.Of((Verdict)99));
    }

    [Fact]
    public void A_witness_that_is_configured_and_was_not_asked_is_told_so()
    {
        Assert.Equal("no witness configured", OtherSites.Of(InOrder.ToInputs(), Vip).Words);
        Assert.Equal("the witness was not asked", OtherSites.Of((InOrder with { Policy = InOrder.Policy with { HasWitness = true } }).ToInputs(), Vip).Words);
    }

    [Fact]
    public void Of_two_families_a_line_keeps_the_prefixes_of_its_own()
    {
        var six = Statement("2001:db8::1/128").Prefix;
        var instance = (InOrder with { Sources = ["redistribute connected (ipv4 unicast)", "redistribute static (ipv6 unicast)"] }).Instance().Instance;
        BgpPath[] paths = [new(PathOrigin.Redistributed, Valid: true, Best: true, "", null)];

        Assert.Equal("'redistribute connected (ipv4 unicast)'", SelfOrigin.Describe(new(Vip, paths, []), instance));
        Assert.Equal("'redistribute static (ipv6 unicast)'", SelfOrigin.Describe(new(six, paths, []), instance));
    }

    [Fact]
    public void Of_what_keeps_a_prefix_only_valid_paths_of_ours_are_named()
    {
        BgpPath Path(PathOrigin origin, bool valid = true) => new(origin, valid, Best: false, "", null);
        var instance = InOrder.Instance().Instance;

        Assert.Equal("nothing that is known", SelfOrigin.Describe(new(Vip, [], []), instance));
        Assert.Equal(
            "nothing that is known",
            SelfOrigin.Describe(new(Vip, [Path(PathOrigin.Redistributed, valid: false), Path(PathOrigin.Learned)], []), instance));
        Assert.Equal(
            "a network statement that the configuration does not show",
            SelfOrigin.Describe(new(Vip, [Path(PathOrigin.Learned), Path(PathOrigin.NetworkStatement)], []), instance));
    }

    [Theory]
    [InlineData(null, "", "bgpd has a path from a peer")]
    [InlineData("192.0.2.254", "64500", "bgpd has a path from 192.0.2.254 (64500)")]
    public void Another_sites_path_is_told_by_peer_and_as_path(string? peer, string asPath, string words)
    {
        var world = InOrder with { OtherPaths = [(Vip, new(PathOrigin.Learned, Valid: true, Best: true, asPath, peer))] };

        Assert.Equal(words, OtherSites.Of(world.ToInputs(), Vip).Words);
    }

    [Theory]
    [InlineData("1.5", "65541", OtherSitePath.Unknown)]
    [InlineData("65541", "1.5", OtherSitePath.Unknown)]
    [InlineData("1.5", "65542", OtherSitePath.Visible)]
    [InlineData("64699", "?", OtherSitePath.Visible)]
    public void Our_own_AS_in_a_path_is_known_in_either_notation(string asNumber, string asPath, OtherSitePath path)
    {
        var inputs = (InOrder with { OtherPaths = [(Vip, new(PathOrigin.Learned, Valid: true, Best: true, $"64500 {asPath}", "192.0.2.254"))] }).ToInputs();
        var running = inputs.Running.Value;

        Assert.Equal(path, OtherSites.Of(
            inputs with { Running = Tools.Execution.Reading<RunningInstance>.Known(running with { Instance = running.Instance with { AsNumber = asNumber } }) }, Vip).Path);
    }
}
