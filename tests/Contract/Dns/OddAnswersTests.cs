using Dns.Dig.Model;

namespace Contract.Dns;

/// <summary>The real dig and a server that fails in ways in which a proper one does not.</summary>
public sealed class OddAnswersTests : IDisposable
{
    private readonly OddServer _server = new();

    public void Dispose() => _server.Dispose();

    [DnsTheory]
    [InlineData("servfail-aaaa.odd.example", AnswerStatus.Records, AnswerStatus.ServerFailure)]
    [InlineData("servfail-a.odd.example", AnswerStatus.ServerFailure, AnswerStatus.Records)]
    [InlineData("silent-aaaa.odd.example", AnswerStatus.Records, AnswerStatus.NoAnswer)]
    public void A_failure_of_one_family_is_half_an_answer(string name, AnswerStatus ipv4, AnswerStatus ipv6)
    {
        var resolution = RealDig.Resolve(Families.Both, name, TimeSpan.FromSeconds(6), _server.Port);

        Assert.Equal((ipv4, ipv6), (resolution.IPv4!.Status, resolution.IPv6!.Status));
        Assert.False(resolution.IsDefinite);
    }

    [DnsFact]
    public void A_server_that_says_nothing_is_asked_twice_and_given_up_in_time()
    {
        var resolution = RealDig.Resolve(Families.IPv4, "silent.odd.example", TimeSpan.FromSeconds(5), _server.Port);

        Assert.Equal(AnswerStatus.NoAnswer, resolution.IPv4!.Status);
        // Its own words, so it ended by itself: one that we end at the deadline has none.
        Assert.Equal($"no answer for silent.odd.example: communications error to 127.0.0.1#{_server.Port}: timed out", resolution.IPv4.Words);
        Assert.Equal(2, _server.Asked);
    }

    [DnsFact]
    public void A_chain_is_followed_when_the_server_gives_one_step_at_a_time()
    {
        var resolution = RealDig.Resolve("step0.odd.example", _server.Port);

        Assert.Equal(["step1.odd.example", "step2.odd.example", "step3.odd.example"], resolution.Chain);
        Assert.Equal("192.0.2.1 2001:db8::1", string.Join(' ', resolution.Addresses));
    }

    [DnsFact]
    public void A_loop_is_found_when_the_server_gives_one_step_at_a_time() =>
        Assert.Equal(AnswerStatus.Loop, RealDig.Resolve("ring0.odd.example", _server.Port).IPv4!.Status);

    [DnsFact]
    public void Families_that_lead_to_different_names_are_inconsistent()
    {
        var resolution = RealDig.Resolve("apart.odd.example", _server.Port);

        Assert.Equal(AnswerStatus.Inconsistent, resolution.IPv4!.Status);
        Assert.Equal(
            "A follows apart.odd.example > four.odd.example, but AAAA follows apart.odd.example > six.odd.example",
            resolution.IPv4.Words);
    }

    [DnsFact]
    public void Thousands_of_addresses_are_taken()
    {
        var resolution = RealDig.Resolve("tcp-large.odd.example", _server.Port);

        Assert.Equal(4000, resolution.Addresses.Count);
        Assert.True(resolution.IsDefinite);
    }

    [DnsFact]
    public void A_truncated_answer_without_TCP_is_no_answer()
    {
        var resolution = RealDig.Resolve(Families.IPv4, "tcp-closed.odd.example", TimeSpan.FromSeconds(6), _server.Port);

        Assert.Equal(AnswerStatus.NoAnswer, resolution.IPv4!.Status);
    }

    [DnsFact]
    public void A_damaged_answer_is_a_failure_of_the_server()
    {
        var answer = RealDig.Resolve(Families.IPv4, "damaged.odd.example", TimeSpan.FromSeconds(6), _server.Port).IPv4!;

        Assert.Equal((AnswerStatus.ServerFailure, "the answer is damaged for damaged.odd.example"), (answer.Status, answer.Words));
    }

    [DnsFact]
    public void Doubles_and_records_of_other_names_are_left_out() => Assert.Equal(
        "192.0.2.1 2001:db8::1", string.Join(' ', RealDig.Resolve("double.odd.example", _server.Port).Addresses));

    [DnsFact]
    public void A_name_said_not_to_exist_for_one_family_is_taken_at_the_word()
    {
        // RFC 4074 section 4.2 knows such servers; both answers are definite.
        var resolution = RealDig.Resolve("nxdomain-aaaa.odd.example", _server.Port);

        Assert.Equal((AnswerStatus.Records, AnswerStatus.NoSuchName), (resolution.IPv4!.Status, resolution.IPv6!.Status));
        Assert.True(resolution.IsDefinite);
    }
}
