using Dns.Dig.Model;
using Net.Prefixes;

namespace Dns.Dig.Tests;

public sealed class ResolutionTests
{
    private static readonly DnsName Name = DnsName.Parse("www.example.net");
    private static readonly FamilyAnswer Four = new(AnswerStatus.Records, [IpAddress.Parse("192.0.2.1")], "");
    private static readonly FamilyAnswer Six = new(AnswerStatus.Records, [IpAddress.Parse("2001:db8::1")], "");
    private static readonly FamilyAnswer NoRecord = new(AnswerStatus.NoSuchRecord, [], "none");
    private static readonly FamilyAnswer NoName = new(AnswerStatus.NoSuchName, [], "no name");
    private static readonly FamilyAnswer Failed = new(AnswerStatus.ServerFailure, [], "SERVFAIL");

    [Fact]
    public void Families_on_one_chain_are_put_together()
    {
        var resolution = Resolution.Of(Name, new(["vip.example.net"], Four), new(["vip.example.net"], Six));

        Assert.Equal(["vip.example.net"], resolution.Chain);
        Assert.Equal((Four, Six, null), (resolution.IPv4, resolution.IPv6, resolution.DanglingAt));
        Assert.True(resolution.IsDefinite);
        Assert.Equal([IpAddress.Parse("192.0.2.1"), IpAddress.Parse("2001:db8::1")], resolution.Addresses);
    }

    [Fact]
    public void Families_on_different_chains_are_inconsistent()
    {
        var resolution = Resolution.Of(Name, new(["a.example.net"], Four), new(["b.example.net", "c.example.net"], NoRecord));

        Assert.Equal(AnswerStatus.Inconsistent, resolution.IPv4!.Status);
        Assert.Equal(AnswerStatus.Inconsistent, resolution.IPv6!.Status);
        Assert.Equal(
            "A follows www.example.net > a.example.net, but AAAA follows www.example.net > b.example.net > c.example.net",
            resolution.IPv4.Words);
        Assert.Empty(resolution.Addresses);
        Assert.False(resolution.IsDefinite);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Half_an_answer_is_not_definite_and_shows_the_chain_of_the_other_half(bool fourFails)
    {
        FamilyOutcome failed = new([], Failed);
        FamilyOutcome found = new(["vip.example.net"], fourFails ? Six : Four);

        var resolution = fourFails ? Resolution.Of(Name, failed, found) : Resolution.Of(Name, found, failed);

        Assert.False(resolution.IsDefinite);
        Assert.Equal(["vip.example.net"], resolution.Chain);
    }

    [Fact]
    public void Of_two_failures_the_longer_chain_is_shown() => Assert.Equal(
        ["vip.example.net"], Resolution.Of(Name, new([], Failed), new(["vip.example.net"], Failed)).Chain);

    [Fact]
    public void A_chain_dangles_when_every_family_says_that_its_end_does_not_exist()
    {
        FamilyOutcome dangling = new(["vip.example.net"], NoName);

        Assert.Equal("vip.example.net", Resolution.Of(Name, dangling, dangling).DanglingAt);
        Assert.Equal("vip.example.net", Resolution.Of(Name, dangling, null).DanglingAt);
        Assert.Null(Resolution.Of(Name, dangling, new(["vip.example.net"], NoRecord)).DanglingAt);
        Assert.Null(Resolution.Of(Name, new([], NoName), new([], NoName)).DanglingAt);
    }

    [Fact]
    public void One_family_alone_is_definite_by_itself()
    {
        var resolution = Resolution.Of(Name, null, new([], Six));

        Assert.Null(resolution.IPv4);
        Assert.True(resolution.IsDefinite);
        Assert.Equal([IpAddress.Parse("2001:db8::1")], resolution.Addresses);
    }
}
