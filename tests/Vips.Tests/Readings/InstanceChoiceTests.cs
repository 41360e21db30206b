using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Readings;

namespace Vips.Tests.Readings;

/// <summary>DESIGN sections 5 and 6: `as: auto` is the one default-VRF instance of the baseline, which must equal the running one.</summary>
public class InstanceChoiceTests
{
    private static readonly BgpInstance Default = Instance("64699");
    private static readonly BgpInstance Red = Instance("64699", "vrf RED");
    private static readonly BgpInstance View = Instance("64700", "view V1");
    private static readonly BgpInstance Dotted = Instance("1.5", "as-notation dot");

    [Fact]
    public void Auto_takes_the_one_of_the_default_vrf()
    {
        Assert.Equal(Default, InBaseline(new(null, null), Red, Default, View));
        Assert.Equal(Dotted, InBaseline(new(null, null), Dotted));
    }

    [Fact]
    public void Auto_wants_one_of_the_default_vrf()
    {
        Assert.Contains("no 'router bgp'", WhyNot(new(null, null), Red, View), StringComparison.Ordinal);
        Assert.Contains("no 'router bgp'", WhyNot(new(null, null)), StringComparison.Ordinal);
        Assert.Contains("'router bgp 64699' and 'router bgp 1.5 as-notation dot'", WhyNot(new(null, null), Default, Dotted), StringComparison.Ordinal);
    }

    [Fact]
    public void The_running_one_must_be_the_baselines()
    {
        Assert.Equal(Default, InRunning(new(null, null), "64699", Default));
        Assert.Contains("'router bgp 64699' where 'router bgp 64700' was expected", WhyNotRunning(new(null, null), "64700", Default), StringComparison.Ordinal);
        Assert.Contains("no 'router bgp 64699'", WhyNotRunning(new(null, null), "64699"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_configured_as_stands_before_the_baselines()
    {
        Assert.Equal(Default, InRunning(new("64699", null), "64700", Default));
        Assert.NotNull(WhyNotRunning(new("64700", null), "64699", Default));
    }

    [Fact]
    public void The_configured_as_tells_two_instances_apart() =>
        Assert.Equal(Default, InRunning(new("64699", null), null, Dotted, Default));

    [Fact]
    public void A_named_instance_is_that_vrf_or_view_alone()
    {
        Assert.Equal(Red, InBaseline(new(null, "vrf RED"), Default, Red, View));
        Assert.Equal(View, InBaseline(new("64700", "view V1"), Default, Red, View));
        Assert.Contains("no 'router bgp vrf RE'", WhyNot(new(null, "vrf RE"), Default, Red), StringComparison.Ordinal);
        Assert.NotNull(WhyNot(new("64700", "vrf RED"), Default, Red));
        Assert.Equal(Instance("64699", "vrf RED as-notation dot").Line, InBaseline(new(null, "vrf RED"), Instance("64699", "vrf RED as-notation dot"))!.Line);
    }

    private static BgpInstance Instance(string asNumber, string? scope = null) => new(
        scope is null ? $"router bgp {asNumber}" : $"router bgp {asNumber} {scope}", asNumber, scope, new Dictionary<Prefix, NetworkStatement>(), []);

    private static BgpConfiguration Configuration(BgpInstance[] instances) => new(instances, new HashSet<string>());

    private static BgpInstance? InBaseline(InstanceChoice choice, params BgpInstance[] instances) => choice.InBaseline(Configuration(instances)).Instance;

    private static BgpInstance? InRunning(InstanceChoice choice, string? baselineAs, params BgpInstance[] instances) =>
        choice.InRunning(Configuration(instances), baselineAs).Instance;

    private static string? WhyNot(InstanceChoice choice, params BgpInstance[] instances)
    {
        var (instance, why) = choice.InBaseline(Configuration(instances));
        Assert.Null(instance);
        return why;
    }

    private static string? WhyNotRunning(InstanceChoice choice, string? baselineAs, params BgpInstance[] instances)
    {
        var (instance, why) = choice.InRunning(Configuration(instances), baselineAs);
        Assert.Null(instance);
        return why;
    }
}
