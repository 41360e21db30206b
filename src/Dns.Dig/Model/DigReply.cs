namespace Dns.Dig.Model;

/// <summary>One record of an answer section.</summary>
/// <param name="Owner">Lower case, without the final dot; dig writes what is no letter, digit or the like as \DDD.</param>
/// <param name="Type">As dig writes it: `A`, `AAAA`, `CNAME`, `TYPE65280`.</param>
/// <param name="Data">As dig writes it; a CNAME's target as the owner.</param>
public sealed record DnsRecord(string Owner, string Type, string Data);

/// <summary>What became of one question.</summary>
public abstract record DigReply
{
    private DigReply()
    {
    }

    /// <summary>A well-formed message.</summary>
    /// <param name="Status">The response code as dig writes it: `NOERROR`, `NXDOMAIN`, `SERVFAIL`.</param>
    /// <param name="IsFinal">
    /// Whether the server answers for the name: it is authoritative or offers recursion. From any other one an empty
    /// answer is a referral and says nothing about the name.
    /// </param>
    /// <param name="Answer">All records of the answer section.</param>
    public sealed record Message(string Status, bool IsFinal, IReadOnlyList<DnsRecord> Answer) : DigReply;

    /// <summary>A message that is damaged or truncated; what it holds is not to be used.</summary>
    public sealed record Damaged(string Words) : DigReply;

    /// <summary>No message at all: timed out, refused, unreachable.</summary>
    public sealed record Nothing(string Words) : DigReply;
}
