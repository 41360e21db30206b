using Net.Prefixes;
using Tools.Execution;

namespace Dns.Dig.Model;

/// <summary>How one family's question was answered.</summary>
public enum AnswerStatus
{
    /// <summary>At least one address.</summary>
    Records,

    /// <summary>The name exists and has none of this family (a definite answer).</summary>
    NoSuchRecord,

    /// <summary>The name, or the end of its CNAME chain, does not exist (a definite answer).</summary>
    NoSuchName,

    /// <summary>The CNAME chain comes back to a name it has passed, or is longer than anybody means.</summary>
    Loop,

    /// <summary>
    /// The server failed (SERVFAIL, REFUSED and the like), referred us to another one, or sent what no server may send: temporary.
    /// </summary>
    ServerFailure,

    /// <summary>No answer before the deadline: temporary.</summary>
    NoAnswer,

    /// <summary>
    /// A and AAAA follow different chains (the zone is changing, or the server picks a target at random), so that their
    /// addresses are not those of one service: temporary.
    /// </summary>
    Inconsistent,
}

/// <summary>Which address families are asked for.</summary>
public enum Families
{
    Both,
    IPv4,
    IPv6,
}

/// <summary>One family's answer.</summary>
/// <param name="Status">What kind of answer it is.</param>
/// <param name="Addresses">The addresses, sorted, each once; empty unless the status is Records.</param>
/// <param name="Words">One line for the operator, what is wrong with which name; empty for Records.</param>
public sealed record FamilyAnswer(AnswerStatus Status, IReadOnlyList<IpAddress> Addresses, string Words)
{
    /// <summary>Whether the answer is final: records, or a definite none.</summary>
    public bool IsDefinite => Status is AnswerStatus.Records or AnswerStatus.NoSuchRecord or AnswerStatus.NoSuchName;
}

/// <summary>What a name resolves to.</summary>
/// <param name="Name">The name asked for, lower case, without the final dot.</param>
/// <param name="Chain">
/// The CNAME targets followed, in order, without the name itself, lower case, without the final dot; empty where there was
/// none. In a loop the last is a name that came before. Characters that do not belong in a name are in dig's \DDD form.
/// </param>
/// <param name="IPv4">The answer for A; null when it was not asked for.</param>
/// <param name="IPv6">The answer for AAAA; null when it was not asked for.</param>
/// <param name="DanglingAt">The CNAME target that does not exist, as every family that was asked for says; else null.</param>
public sealed record Resolution(
    string Name, IReadOnlyList<string> Chain, FamilyAnswer? IPv4, FamilyAnswer? IPv6, string? DanglingAt = null)
{
    /// <summary>Of a message that shows two chains, each of up to 17 names.</summary>
    private const int MostWords = 800;

    /// <summary>Whether each family that was asked for has a final answer: half an answer is none.</summary>
    public bool IsDefinite => IPv4 is not { IsDefinite: false } && IPv6 is not { IsDefinite: false };

    /// <summary>The addresses of both families, IPv4 first; nothing to act on unless <see cref="IsDefinite"/>.</summary>
    public IReadOnlyList<IpAddress> Addresses => [.. IPv4?.Addresses ?? [], .. IPv6?.Addresses ?? []];

    /// <summary>Puts the outcomes of the families that were asked for together.</summary>
    public static Resolution Of(DnsName name, FamilyOutcome? ipv4, FamilyOutcome? ipv6)
    {
        if (ipv4 is { Answer.IsDefinite: true } && ipv6 is { Answer.IsDefinite: true } && !ipv4.Chain.SequenceEqual(ipv6.Chain))
            return Contradiction(name, ipv4.Chain, ipv6.Chain);

        var chain = Telling(ipv4, ipv6)?.Chain ?? [];
        var dangling = chain.Count > 0
            && ipv4 is not { Answer.Status: not AnswerStatus.NoSuchName } && ipv6 is not { Answer.Status: not AnswerStatus.NoSuchName };
        return new(name.Text, chain, ipv4?.Answer, ipv6?.Answer, dangling ? chain[^1] : null);
    }

    private static Resolution Contradiction(DnsName name, IReadOnlyList<string> ipv4, IReadOnlyList<string> ipv6)
    {
        var answer = new FamilyAnswer(
            AnswerStatus.Inconsistent, [], PlainText.Line($"A follows {Arrows(name, ipv4)}, but AAAA follows {Arrows(name, ipv6)}", MostWords));
        return new(name.Text, ipv4, answer, answer);
    }

    /// <summary>The outcome whose chain is shown: a final one, else the one that came further.</summary>
    private static FamilyOutcome? Telling(FamilyOutcome? ipv4, FamilyOutcome? ipv6)
    {
        if (ipv4 is null || ipv6 is null)
            return ipv4 ?? ipv6;
        if (ipv4.Answer.IsDefinite != ipv6.Answer.IsDefinite)
            return ipv4.Answer.IsDefinite ? ipv4 : ipv6;
        return ipv6.Chain.Count > ipv4.Chain.Count ? ipv6 : ipv4;
    }

    private static string Arrows(DnsName name, IReadOnlyList<string> chain) => string.Join(" > ", [name.Text, .. chain]);
}
