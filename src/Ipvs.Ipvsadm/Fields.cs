using System.Text;
using Net.Prefixes;

namespace Ipvs.Ipvsadm;

/// <summary>The words of one line of ipvsadm, as bytes.</summary>
internal static class Fields
{
    private const byte Blank = (byte)' ';

    /// <summary>The first word of <paramref name="rest"/>, which is then what follows it; empty at the end.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest)
    {
        var line = rest.TrimStart(Blank);
        var end = line.IndexOf(Blank);
        rest = end < 0 ? [] : line[end..];
        return end < 0 ? line : line[..end];
    }

    /// <summary>Decimal digits without sign or leading zeros, at most <paramref name="most"/> (below 2^60).</summary>
    public static bool TryNumber(ReadOnlySpan<byte> word, long most, out long number)
    {
        number = 0;
        if (word.Length is 0 or > 18 || (word.Length > 1 && word[0] == '0'))
        {
            return false;
        }

        foreach (var b in word)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }

            number = (number * 10) + (b - '0');
        }

        return number <= most;
    }

    /// <summary>ADDRESS:PORT, an IPv6 address in brackets. A name in place of a number is refused.</summary>
    public static bool TryEndpoint(ReadOnlySpan<byte> word, out IpAddress address, out int port)
    {
        (address, port) = (default, 0);
        var colon = word.LastIndexOf((byte)':');
        if (colon < 0 || !TryNumber(word[(colon + 1)..], ushort.MaxValue, out var number))
        {
            return false;
        }

        port = (int)number;
        var text = word[..colon];
        var bracketed = text.Length > 2 && text[0] == '[' && text[^1] == ']';
        return TryAddress(bracketed ? text[1..^1] : text, out address) && address.IsIPv6 == bracketed;
    }

    /// <summary>A word for a message: at most 60 characters.</summary>
    public static string Show(ReadOnlySpan<byte> word) =>
        Encoding.ASCII.GetString(word.Length > 60 ? word[..60] : word);

    private static bool TryAddress(ReadOnlySpan<byte> word, out IpAddress address)
    {
        address = default;
        Span<char> text = stackalloc char[48];
        return word.Length <= text.Length
            && Encoding.ASCII.TryGetChars(word, text, out var length)
            && IpAddress.TryParse(text[..length], out address);
    }
}
