using System.Text;
using Dns.Dig;
using Dns.Dig.Model;
using Fuzz.Tests.Mutation;
using Fuzz.Tests.Plain;
using Testing;

namespace Fuzz.Tests.Targets;

/// <summary>dig's output and the walk along the CNAMEs. The first line of an input is the question, and stays whole.</summary>
internal sealed class DigTarget() : Target("dig", 60_000, [.. Asked("A"), .. Asked("AAAA")])
{
    public override byte[] Next(Chance chance) => Mutator.NextBehindFirstLine(Captures, chance);

    protected override bool IsUnderstood(byte[] input)
    {
        var head = Array.IndexOf(input, (byte)'\n');
        var question = Encoding.UTF8.GetString(input, 0, head).Split(' ');
        var text = Encoding.UTF8.GetString(input.AsSpan(head + 1));
        var reading = Measured(() => DigParser.Parse(text));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        var name = DnsName.Parse(question[0]);
        var walk = new ChainWalk(name, isIPv6: question[1] == "AAAA");
        var answer = walk.Take(reading.Value);
        foreach (var passed in walk.Chain)
            Require(!passed.Any(char.IsControl), "a name with a control character");
        if (answer is null)
        {
            RequireLine(walk.Current);
            DnsName.Parse(walk.Current); // is asked for next
            return true;
        }

        Resolution.Of(name, new(walk.Chain, answer), new(walk.Chain, answer));
        if (answer.Status == AnswerStatus.Records)
            RequireRecords(text, question[1], answer);
        else
            RequireLine(answer.Words);
        Require(!answer.IsDefinite || text.Contains("status: NOERROR", StringComparison.Ordinal) || text.Contains("status: NXDOMAIN", StringComparison.Ordinal), "a definite answer of a server that failed");
        return true;
    }

    private static void RequireRecords(string text, string type, FamilyAnswer answer)
    {
        var there = text.Split('\n').Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, _, "IN", _, _] && words[3] == type).Select(words => PlainAddress.Of(words[4])).ToHashSet();
        Require(answer.Addresses.Count > 0, "records, and none");
        foreach (var address in answer.Addresses)
            Require(there.Contains(PlainAddress.Of(address.ToString())), $"no record of {address} there");
    }

    private static IEnumerable<byte[]> Asked(string type)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(Repository.Root(), "tests", "Fixtures", "dig", "9.18"), $"*.{type}.txt").Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(path);
            var answer = text.IndexOf("ANSWER SECTION:\n", StringComparison.Ordinal);
            var owner = answer < 0 ? "" : text[(answer + 16)..].Split('\t', ' ')[0].TrimEnd('.').ToLowerInvariant();
            yield return Encoding.UTF8.GetBytes($"{(DnsName.TryParse(owner, out _, out _) ? owner : "www.example.net")} {type}\n{text}");
        }
    }
}
