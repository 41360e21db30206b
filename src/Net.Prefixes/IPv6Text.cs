using System.Globalization;

namespace Net.Prefixes;

/// <summary>
/// An IPv6 address as text, both ways as libc's inet_pton and inet_ntop have it, which is what FRR, Quagga and
/// ipvsadm print. IPAddress was left: it writes 2001:db8::5efe:c000:201 as 2001:db8::5efe:192.0.2.1, it allocates
/// an object an address, and it loads System.Net.Primitives at every start of a program that needs no network.
/// </summary>
internal static class IPv6Text
{
    /// <summary>Groups of 16 bits, the highest first.</summary>
    public const int Groups = 8;

    /// <summary>No zone (%eth0), no brackets, no leading zeros in an embedded dotted quad.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="groups">Gets the address; as it was in part where the text is none.</param>
    public static bool TryParse(ReadOnlySpan<char> text, Span<ushort> groups)
    {
        var count = 0;
        var gap = text.StartsWith("::") ? 0 : -1;
        var rest = gap == 0 ? text[2..] : text;
        while (!rest.IsEmpty || (count == 0 && gap < 0))
        {
            var colon = rest.IndexOf(':');
            var word = colon < 0 ? rest : rest[..colon];
            if (!TryAppend(word, isLast: colon < 0, groups, ref count))
            {
                return false;
            }

            if (colon < 0)
            {
                break;
            }

            rest = rest[(colon + 1)..];
            if (rest.IsEmpty || (rest[0] == ':' && gap >= 0))
            {
                return false;
            }

            if (rest[0] == ':')
            {
                gap = count;
                rest = rest[1..];
            }
        }

        return TryFill(groups, count, gap);
    }

    /// <summary>RFC 5952; mixed with a dotted quad below ::ffff:0:0/96 and ::/96, as inet_ntop does.</summary>
    public static string Format(ReadOnlySpan<ushort> groups)
    {
        Span<char> text = stackalloc char[45];
        var (start, length) = LongestZeroRun(groups);
        var quad = start == 0 && (length == 6 || (length == 5 && groups[5] == 0xffff));
        var end = quad ? 6 : Groups;
        var at = 0;
        for (var i = 0; i < end;)
        {
            if (i == start)
            {
                (text[at++], text[at++]) = (':', ':');
                i += length;
                continue;
            }

            groups[i].TryFormat(text[at..], out var written, "x", CultureInfo.InvariantCulture);
            at += written;
            i++;
            if (i < Groups && i != start)
            {
                text[at++] = ':';
            }
        }

        return quad ? string.Concat(text[..at], IPv4Text.Format(((uint)groups[6] << 16) | groups[7])) : new string(text[..at]);
    }

    private static bool TryAppend(ReadOnlySpan<char> word, bool isLast, Span<ushort> groups, ref int count)
    {
        if (isLast && word.Contains('.'))
        {
            if (count + 2 > Groups || !IPv4Text.TryParse(word, out var quad))
            {
                return false;
            }

            groups[count++] = (ushort)(quad >> 16);
            groups[count++] = (ushort)quad;
            return true;
        }

        if (count == Groups || word.Length is 0 or > 4)
        {
            return false;
        }

        uint group = 0;
        foreach (var c in word)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }

            group = (group << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        groups[count++] = (ushort)group;
        return true;
    }

    /// <summary>Puts the zeros of `::` (at least one group of them) behind the first <paramref name="gap"/> groups.</summary>
    private static bool TryFill(Span<ushort> groups, int count, int gap)
    {
        if (gap < 0 || count >= Groups)
        {
            return gap < 0 && count == Groups;
        }

        var zeros = Groups - count;
        for (var i = count - 1; i >= gap; i--)
        {
            groups[i + zeros] = groups[i];
        }

        groups.Slice(gap, zeros).Clear();
        return true;
    }

    /// <summary>The first of the longest runs of two or more zero groups; -1 without any.</summary>
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> groups)
    {
        var best = (Start: -1, Length: 1);
        for (var i = 0; i < Groups; i++)
        {
            var length = 0;
            while (i + length < Groups && groups[i + length] == 0)
            {
                length++;
            }

            best = length > best.Length ? (i, length) : best;
            i += length;
        }

        return best;
    }
}
