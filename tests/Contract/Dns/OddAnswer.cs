using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Contract.Dns;

/// <summary>What the odd server says, by the first label of the name and the type.</summary>
internal static class OddAnswer
{
    private const ushort A = 1;
    private const ushort Cname = 5;
    private const ushort Aaaa = 28;

    /// <summary>Response, recursion desired and available.</summary>
    private const ushort Response = 0x8180;

    private const ushort Truncated = Response | 0x0200;
    private const int ServerFailure = 2;
    private const int NoSuchName = 3;

    /// <summary>A pointer to the name in the question (RFC 1035 section 4.1.4): written out, 2,000 owners exceed a message's 64 KiB.</summary>
    private static readonly byte[] QuestionsName = [0xc0, 12];

    /// <returns>Null: no answer.</returns>
    public static byte[]? ByUdp(byte[] question)
    {
        var (name, type) = Question(question);
        var isIPv6 = type == Aaaa;
        byte[] address = isIPv6 ? Address(name, "2001:db8::1") : Address(name, "192.0.2.1");
        return name.Split('.')[0] switch
        {
            "servfail-aaaa" when isIPv6 => Message(question, Response | ServerFailure),
            "servfail-a" when !isIPv6 => Message(question, Response | ServerFailure),
            "silent-aaaa" when isIPv6 => null,
            "silent" => null,
            "tcp-large" or "tcp-closed" => Message(question, Truncated),
            "damaged" => Message(question, Response, address, address)[..^3],
            "step0" or "step1" or "step2" => Message(question, Response, Alias(name, Next(name))),
            "step3" => Message(question, Response, address),
            "ring0" => Message(question, Response, Alias(name, "ring1.odd.example")),
            "ring1" => Message(question, Response, Alias(name, "ring0.odd.example")),
            "apart" => Message(question, Response, Alias(name, isIPv6 ? "six.odd.example" : "four.odd.example"),
                isIPv6 ? Address("six.odd.example", "2001:db8::1") : Address("four.odd.example", "192.0.2.1")),
            "nxdomain-aaaa" when isIPv6 => Message(question, Response | NoSuchName),
            "double" => Message(question, Response, address, address, Address("other.example", isIPv6 ? "2001:db8::66" : "192.0.2.66")),
            _ => Message(question, Response, address),
        };
    }

    public static byte[]? ByTcp(byte[] question)
    {
        var (name, type) = Question(question);
        if (!name.StartsWith("tcp-large", StringComparison.Ordinal))
            return null;

        return Message(question, Response, Enumerable.Range(0, 2000)
            .Select(n => type == Aaaa ? $"2001:db8::{n:x}" : $"198.18.{n / 250}.{n % 250}")
            .Select(address => (byte[])[.. QuestionsName, .. Address(name, address)[Name(name).Length..]]).ToArray());
    }

    private static string Next(string name) => $"step{name[4] - '0' + 1}.odd.example";

    private static (string Name, ushort Type) Question(byte[] question)
    {
        var labels = new List<string>();
        var at = 12;
        for (; question[at] > 0; at += question[at] + 1)
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        return (string.Join('.', labels), BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(at + 1)));
    }

    private static byte[] Address(string owner, string text)
    {
        var address = IPAddress.Parse(text);
        return Record(owner, address.AddressFamily == AddressFamily.InterNetworkV6 ? Aaaa : A, address.GetAddressBytes());
    }

    private static byte[] Alias(string owner, string target) => Record(owner, Cname, Name(target));

    private static byte[] Record(string owner, ushort type, byte[] data) =>
        [.. Name(owner), .. Number(type), .. Number(1), 0, 0, 1, 44, .. Number(data.Length), .. data];

    private static byte[] Name(string text) =>
        [.. text.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    private static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Message(byte[] question, int flags, params byte[][] answers)
    {
        var end = Array.IndexOf(question, (byte)0, 12) + 5;
        return
        [
            question[0], question[1], .. Number(flags), .. Number(1), .. Number(answers.Length), .. Number(0), .. Number(0),
            .. question[12..end], .. answers.SelectMany(answer => answer),
        ];
    }
}
