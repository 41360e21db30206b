using Dns.Dig.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Dns.Dig;

/// <summary>
/// Follows a name's CNAME chain to its addresses of one family, through as many replies as it takes: a resolver sends the
/// whole chain at once, an authoritative server what is in its own zones. Only records that the chain leads to count;
/// whatever else a server sends along is ignored.
/// </summary>
public sealed class ChainWalk
{
    /// <summary>Resolvers give up at about this (BIND's max-query-restarts is 11, Unbound's limit 11); people use 1 or 2.</summary>
    private const int MostSteps = 16;

    /// <summary>Of a message: dig writes a name of 255 octets in up to 1,020 characters, and a message may hold two.</summary>
    private const int MostWords = 400;

    private readonly string _type;
    private readonly List<string> _chain = [];

    public ChainWalk(DnsName name, bool isIPv6)
    {
        Start = name.Text;
        Current = name.Text;
        _type = isIPv6 ? "AAAA" : "A";
    }

    public string Start { get; }

    /// <summary>The name to ask for next.</summary>
    public string Current { get; private set; }

    public IReadOnlyList<string> Chain => _chain;

    /// <summary>The answer, or null when the chain goes on and <see cref="Current"/> is to be asked for.</summary>
    public FamilyAnswer? Take(DigReply reply) => reply switch
    {
        DigReply.Nothing nothing => Ended(AnswerStatus.NoAnswer, $"no answer for {Current}: {nothing.Words}"),
        DigReply.Damaged damaged => Ended(AnswerStatus.ServerFailure, $"{damaged.Words} for {Current}"),
        DigReply.Message { Status: "NOERROR" or "NXDOMAIN" } message => Follow(message),
        DigReply.Message message => Ended(AnswerStatus.ServerFailure, $"{message.Status} for {Current}"),
        _ => throw new InvalidOperationException($"{reply}"),
    };

    private FamilyAnswer? Follow(DigReply.Message message)
    {
        var asked = Current;
        while (true)
        {
            var targets = DataOf(message, "CNAME");
            var addresses = DataOf(message, _type);
            if (targets.Count > 1 || (targets.Count == 1 && addresses.Count > 0))
                return Ended(AnswerStatus.ServerFailure, $"{Current} has a CNAME and something beside it");
            if (targets.Count == 0)
                return addresses.Count > 0 ? Found(addresses) : Absent(message, hasMoved: asked != Current);
            if (Step(targets[0]) is { } loop)
                return loop;
        }
    }

    /// <summary>RFC 2308 section 2.1: the response code is about the end of the chain.</summary>
    private FamilyAnswer? Absent(DigReply.Message message, bool hasMoved)
    {
        if (message.Status == "NXDOMAIN" && message.IsFinal)
            return Ended(AnswerStatus.NoSuchName, $"{Current} does not exist");
        if (hasMoved && message.Status == "NOERROR")
            return CanBeAskedFor() ? null : Ended(AnswerStatus.ServerFailure, $"the CNAME '{Current}' is no host name");
        return message.IsFinal
            ? Ended(AnswerStatus.NoSuchRecord, $"{Current} has no {_type} record")
            : Ended(AnswerStatus.ServerFailure, $"the server offers no recursion and does not answer for {Current}");
    }

    private FamilyAnswer? Step(string target)
    {
        var passed = target == Start || _chain.Contains(target);
        _chain.Add(target);
        Current = target;
        if (passed)
            return Ended(AnswerStatus.Loop, $"the CNAME chain comes back to {target}");
        return _chain.Count > MostSteps
            ? Ended(AnswerStatus.Loop, $"the CNAME chain is longer than {MostSteps} names")
            : null;
    }

    private FamilyAnswer Found(List<string> texts)
    {
        var addresses = new List<IpAddress>();
        foreach (var text in texts)
        {
            if (!IpAddress.TryParse(text, out var address) || address.IsIPv6 != (_type == "AAAA"))
                return Ended(AnswerStatus.ServerFailure, $"{Current} has a {_type} record that is no address");
            addresses.Add(address);
        }

        addresses.Sort();
        return new(AnswerStatus.Records, addresses, "");
    }

    private List<string> DataOf(DigReply.Message message, string type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var data = new List<string>();
        foreach (var record in message.Answer)
        {
            if (record.Type == type && record.Owner == Current && seen.Add(record.Data))
                data.Add(record.Data);
        }

        return data;
    }

    private bool CanBeAskedFor() => DnsName.TryParse(Current, out _, out _);

    private static FamilyAnswer Ended(AnswerStatus status, string words) => new(status, [], PlainText.Line(words, MostWords));
}
