using Dns.Dig.Model;

namespace Contract.Dns;

/// <summary>Names of a real zone, resolved by the real dig.</summary>
public sealed class ResolveTests(KnotServer knot) : IClassFixture<KnotServer>
{
    [DnsTheory]
    [InlineData("www.example.net", "www-vip.example.net", "192.0.2.1 2001:db8::1")]
    [InlineData("WWW.Example.NET.", "www-vip.example.net", "192.0.2.1 2001:db8::1")]
    [InlineData("shop.example.net", "shop.chain.example.net shop-vip.example.net", "192.0.2.9 192.0.2.10 2001:db8::9")]
    [InlineData("four.example.net", "", "192.0.2.4")]
    [InlineData("six.example.net", "", "2001:db8::6")]
    [InlineData("mail.example.net", "four.example.net", "192.0.2.4")]
    [InlineData("under_score.example.net", "", "192.0.2.78")]
    [InlineData("outside.example.net", "www.example.org vip.example.org", "192.0.2.80 2001:db8::80")]
    public void A_name_leads_through_its_chain_to_its_addresses(string name, string chain, string addresses)
    {
        var resolution = RealDig.Resolve(name, knot.Port);

        Assert.True(resolution.IsDefinite);
        Assert.Equal(chain.Split(' ', StringSplitOptions.RemoveEmptyEntries), resolution.Chain);
        Assert.Equal(addresses, string.Join(' ', resolution.Addresses));
    }

    [DnsTheory]
    [InlineData("four.example.net", AnswerStatus.Records, AnswerStatus.NoSuchRecord)]
    [InlineData("six.example.net", AnswerStatus.NoSuchRecord, AnswerStatus.Records)]
    [InlineData("none.example.net", AnswerStatus.NoSuchRecord, AnswerStatus.NoSuchRecord)]
    [InlineData("absent.example.net", AnswerStatus.NoSuchName, AnswerStatus.NoSuchName)]
    [InlineData("loop1.example.net", AnswerStatus.Loop, AnswerStatus.Loop)]
    [InlineData("self.example.net", AnswerStatus.Loop, AnswerStatus.Loop)]
    [InlineData("www.broken.example", AnswerStatus.ServerFailure, AnswerStatus.ServerFailure)]
    [InlineData("www.elsewhere.example", AnswerStatus.ServerFailure, AnswerStatus.ServerFailure)]
    [InlineData("lost.example.net", AnswerStatus.ServerFailure, AnswerStatus.ServerFailure)]
    [InlineData("www.child.example.net", AnswerStatus.ServerFailure, AnswerStatus.ServerFailure)]
    [InlineData("intochild.example.net", AnswerStatus.ServerFailure, AnswerStatus.ServerFailure)]
    [InlineData("strange.example.net", AnswerStatus.Records, AnswerStatus.ServerFailure)]
    public void Each_family_has_its_own_answer(string name, AnswerStatus ipv4, AnswerStatus ipv6)
    {
        var resolution = RealDig.Resolve(name, knot.Port);

        Assert.Equal((ipv4, ipv6), (resolution.IPv4!.Status, resolution.IPv6!.Status));
    }

    [DnsFact]
    public void A_chain_that_ends_in_nothing_is_named()
    {
        var resolution = RealDig.Resolve("dangling.example.net", knot.Port);

        Assert.Equal("absent.example.net", resolution.DanglingAt);
        Assert.Equal(["dangling2.example.net", "absent.example.net"], resolution.Chain);
        Assert.Equal("absent.example.net does not exist", resolution.IPv4!.Words);
        Assert.True(resolution.IsDefinite);
        Assert.Empty(resolution.Addresses);
    }

    [DnsFact]
    public void A_chain_of_30_names_is_refused()
    {
        var resolution = RealDig.Resolve("deep0.example.net", knot.Port);

        Assert.Equal((AnswerStatus.Loop, "the CNAME chain is longer than 16 names"), (resolution.IPv4!.Status, resolution.IPv4.Words));
    }

    [DnsFact]
    public void A_large_answer_comes_by_TCP()
    {
        var resolution = RealDig.Resolve("many.example.net", knot.Port);

        Assert.Equal(300, resolution.Addresses.Count);
        Assert.Equal(AnswerStatus.NoSuchRecord, resolution.IPv6!.Status);
    }

    [DnsFact]
    public void A_dead_first_server_is_passed_over()
    {
        using var odd = new OddServer();

        var refused = RealDig.Resolve("www.example.net", LoopbackPort.Free(), knot.Port);
        var silent = RealDig.Resolve(Families.IPv4, "www.broken.example", TimeSpan.FromSeconds(6), knot.Port, odd.Port);

        Assert.True(refused.IsDefinite);
        Assert.Equal("192.0.2.1", silent.IPv4!.Addresses.Single().ToString());
    }
}
