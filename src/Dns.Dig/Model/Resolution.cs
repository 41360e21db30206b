using Net.Prefixes;

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

    /// <summary>The CNAME chain comes back to a name it has passed.</summary>
    Loop,

    /// <summary>The server failed (SERVFAIL, REFUSED and the like): temporary.</summary>
    ServerFailure,

    /// <summary>No answer before the deadline: temporary.</summary>
    NoAnswer,
}

/// <summary>One family's answer.</summary>
/// <param name="Status">What kind of answer it is.</param>
/// <param name="Addresses">The addresses, sorted; empty unless the status is Records.</param>
/// <param name="Words">What the server or dig said, for the operator; empty for Records.</param>
public sealed record FamilyAnswer(AnswerStatus Status, IReadOnlyList<IpAddress> Addresses, string Words)
{
    /// <summary>Whether the answer is final: records, or a definite none.</summary>
    public bool IsDefinite => Status is AnswerStatus.Records or AnswerStatus.NoSuchRecord or AnswerStatus.NoSuchName;
}

/// <summary>What a name resolves to.</summary>
/// <param name="Name">The name asked for, lower case, without the final dot.</param>
/// <param name="Chain">The CNAMEs followed, in order, without the name itself; empty where there was none.</param>
/// <param name="IPv4">The answer for A; null when it was not asked for.</param>
/// <param name="IPv6">The answer for AAAA; null when it was not asked for.</param>
/// <param name="DanglingAt">The CNAME target that does not exist, if any.</param>
public sealed record Resolution(
    string Name, IReadOnlyList<string> Chain, FamilyAnswer? IPv4, FamilyAnswer? IPv6, string? DanglingAt = null);
