using System.Globalization;
using Dns.Dig.Model;
using Tools.Execution;

namespace Dns.Dig;

/// <summary>
/// Reads what `dig +noall +comments +answer` prints for one question (fixtures: tests/Fixtures/dig). The exit status says
/// next to nothing: NXDOMAIN, SERVFAIL and a damaged message are all 0 (facts/dotnet.md "dig"). The number of records in the
/// header proves that the text is whole.
/// </summary>
public sealed class DigParser
{
    private const string Header = ";; ->>HEADER<<- opcode: QUERY, status: ";
    private const string Flags = ";; flags:";
    private const string AnswerSection = ";; ANSWER SECTION:";
    private const string NoServers = ";; no servers could be reached";
    private const string CommunicationsError = ";; communications error to ";
    private const string ConnectionError = ";; Connection to ";
    private const string MalformedPacket = ";; Warning: Message parser reports malformed message packet.";
    private const string ExtraBytes = ";; WARNING: Message has ";

    private const int MostWords = 200;

    private readonly List<DnsRecord> _records = [];
    private string? _status;
    private bool _inAnswer;
    private bool _isFinal;
    private bool _isTruncated;
    private bool _isMalformed;
    private bool _reachedNobody;
    private int _questions;
    private int _announced = -1;
    private string? _error;

    private DigParser()
    {
    }

    /// <summary>What the server said, or that it said nothing; unknown when the text is not understood.</summary>
    public static Reading<DigReply> Parse(string text)
    {
        if (!text.EndsWith('\n')) // 192.0.2.1 may be half of 192.0.2.10
            return NotUnderstood("(cut short)");

        var parser = new DigParser();
        foreach (var range in text.AsSpan().Split('\n')) // EnumerateLines would end one at a carriage return or U+2028, which stand in a damaged line alone
        {
            var line = text.AsSpan(range);
            if (!parser.Take(line))
                return NotUnderstood(line.ToString());
        }

        return parser.Reply();
    }

    private bool Take(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return true;
        return line[0] == ';' ? TakeComment(line) : TakeRecord(line);
    }

    /// <summary>A comment that is not known here is one (EDNS, warnings about recursion); it decides nothing.</summary>
    private bool TakeComment(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(";; ->>HEADER<<-", StringComparison.Ordinal))
            return TakeHeader(line);
        if (line.StartsWith(Flags, StringComparison.Ordinal))
            return TakeFlags(line[Flags.Length..]);

        if (line.StartsWith(AnswerSection, StringComparison.Ordinal))
            _inAnswer = _status is not null;
        else if (line.StartsWith(NoServers, StringComparison.Ordinal))
            _reachedNobody = true;
        else if (line.StartsWith(MalformedPacket, StringComparison.Ordinal) || line.StartsWith(ExtraBytes, StringComparison.Ordinal))
            _isMalformed = true;
        else if (line.StartsWith(CommunicationsError, StringComparison.Ordinal) || line.StartsWith(ConnectionError, StringComparison.Ordinal))
            _error = PlainText.Line(line[";; ".Length..].ToString(), MostWords);
        return true;
    }

    /// <summary>Two headers would be two answers to one question.</summary>
    private bool TakeHeader(ReadOnlySpan<char> line)
    {
        if (_status is not null || !line.StartsWith(Header, StringComparison.Ordinal))
            return false;

        var rest = line[Header.Length..];
        var comma = rest.IndexOf(',');
        _status = comma > 0 ? PlainText.Line(rest[..comma].ToString(), MostWords) : null;
        return _status is not null;
    }

    /// <summary>` qr aa rd; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 1`</summary>
    private bool TakeFlags(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        if (_status is null || _announced >= 0 || end < 0)
            return false;

        foreach (var range in text[..end].Split(' '))
        {
            var flag = text[range];
            _isFinal |= flag is "aa" or "ra";
            _isTruncated |= flag is "tc";
        }

        return TryCount(text[end..], "QUERY: ", out _questions) && TryCount(text[end..], "ANSWER: ", out _announced);
    }

    private static bool TryCount(ReadOnlySpan<char> text, string label, out int count)
    {
        count = -1;
        var at = text.IndexOf(label);
        if (at < 0)
            return false;

        var rest = text[(at + label.Length)..];
        var comma = rest.IndexOf(',');
        return comma > 0 && int.TryParse(rest[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    /// <summary>`OWNER TTL IN TYPE DATA`, blanks and tabs between; inside a name dig escapes both.</summary>
    private bool TakeRecord(ReadOnlySpan<char> line)
    {
        var rest = line;
        var owner = Word(ref rest);
        var ttl = Word(ref rest);
        var isIn = Word(ref rest) is "IN";
        var type = Word(ref rest);
        if (!_inAnswer || !isIn || type.IsEmpty || rest.IsEmpty || !uint.TryParse(ttl, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return false;

        _records.Add(new(Name(owner), type.ToString(), type is "CNAME" ? Name(rest) : rest.ToString()));
        return true;
    }

    private static ReadOnlySpan<char> Word(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(' ', '\t');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(" \t");
        return word;
    }

    /// <summary>A final dot that is escaped belongs to the last label, but then the real one stands behind it.</summary>
    private static string Name(ReadOnlySpan<char> text) =>
        PlainText.Line((text.EndsWith('.') ? text[..^1] : text).ToString().ToLowerInvariant());

    private Reading<DigReply> Reply()
    {
        if (_status is null)
        {
            return _reachedNobody
                ? Reading<DigReply>.Known(new DigReply.Nothing(_error ?? "no servers could be reached"))
                : NotUnderstood("(no answer)");
        }

        if (_announced < 0)
            return NotUnderstood("(no flags)");
        if (_isMalformed || _questions != 1)
            return Reading<DigReply>.Known(new DigReply.Damaged("the answer is damaged"));
        if (_isTruncated)
            return Reading<DigReply>.Known(new DigReply.Damaged("the answer is truncated"));
        if (_records.Count != _announced)
            return NotUnderstood($"({_records.Count} of {_announced} records)");
        return Reading<DigReply>.Known(new DigReply.Message(_status, _isFinal, _records));
    }

    private static Reading<DigReply> NotUnderstood(string line) => Reading<DigReply>.Unknown(
        new(FailureKind.Unusable, "dig", $"printed what is not understood: {PlainText.Line(line.Trim(), MostWords)}"));
}
