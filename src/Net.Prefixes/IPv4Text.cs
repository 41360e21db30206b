using System.Globalization;

namespace Net.Prefixes;

/// <summary>An IPv4 address as a dotted quad of four plain decimal numbers.</summary>
internal static class IPv4Text
{
    /// <summary>
    /// No leading zeros and no short forms: IPAddress.TryParse takes "010.0.0.1" for 8.0.0.1 and "10.1" for 10.0.0.1,
    /// which no operator means.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        var rest = text;
        for (var part = 0; part < 4; part++)
        {
            var dot = rest.IndexOf('.');
            var last = part == 3;
            if (last != (dot < 0) || !TryParseOctet(last ? rest : rest[..dot], out var octet))
            {
                return false;
            }

            value = (value << 8) | octet;
            rest = last ? [] : rest[(dot + 1)..];
        }

        return true;
    }

    public static string Format(uint value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}");

    private static bool TryParseOctet(ReadOnlySpan<char> text, out uint octet)
    {
        octet = 0;
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            octet = (octet * 10) + (uint)(c - '0');
        }

        return octet <= 255;
    }
}
