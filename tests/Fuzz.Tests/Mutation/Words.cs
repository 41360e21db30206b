using System.Text;

namespace Fuzz.Tests.Mutation;

/// <summary>Damages of words and numbers: what stands between blanks, quotes and marks.</summary>
internal static class Words
{
    /// <summary>The edges of what numbers can hold, and what is none.</summary>
    private static readonly byte[][] Numbers = Array.ConvertAll(
        [
            "0", "1", "2", "00", "-1", "31", "32", "33", "64", "127", "128", "129", "255", "256", "999", "32767", "32768", "65535", "65536",
            "2147483647", "2147483648", "-2147483648", "4294967295", "4294967296", "9223372036854775807", "18446744073709551616",
            "99999999999999999999999999999999999999", "1e9", "1e400", "1E27", "0.5", "1.", ".1", "0x1F", "NaN", "1_000", "٣",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10675199.02:48:05",
        ],
        Encoding.UTF8.GetBytes);

    /// <summary>A number, wherever it stands, becomes another.</summary>
    public static byte[] Number(byte[] text, byte[] other, Chance chance)
    {
        var place = chance.Below(text.Length);
        var first = text.AsSpan(place).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (first < 0)
            return Bytes.Insert(text, other, chance);
        var at = place + first;
        while (at > 0 && char.IsAsciiDigit((char)text[at - 1]))
            at--;
        var length = text.AsSpan(at).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return Bytes.With(text, at, length < 0 ? text.Length - at : length, chance.Of(Numbers));
    }

    public static byte[] Remove(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        return Bytes.With(text, at, length, []);
    }

    public static byte[] Double(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        return Bytes.With(text, at, 0, [.. text.AsSpan(at, length), (byte)' ']);
    }

    public static byte[] Swap(byte[] text, byte[] other, Chance chance)
    {
        var ((at, length), (from, count)) = (Any(text, chance), Any(text, chance));
        return Bytes.With(text, at, length, text.AsSpan(from, count));
    }

    /// <summary>A word of another capture.</summary>
    public static byte[] Mix(byte[] text, byte[] other, Chance chance)
    {
        if (other.Length == 0)
            return Double(text, other, chance);
        var ((at, length), (from, count)) = (Any(text, chance), Any(other, chance));
        return Bytes.With(text, at, length, other.AsSpan(from, count));
    }

    /// <summary>One word, thousands of times in one line.</summary>
    public static byte[] Repeat(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        byte[] word = [.. text.AsSpan(at, length), chance.OneIn(2) ? (byte)' ' : (byte)','];
        return Bytes.With(text, at, 0, Bytes.Times(word, 1 + chance.Below(chance.OneIn(2) ? 100 : 6000)));
    }

    /// <summary>The word around a random place; a mark alone is one too.</summary>
    private static (int At, int Length) Any(byte[] text, Chance chance)
    {
        var place = chance.Below(text.Length);
        var (at, end) = (place, place);
        while (at > 0 && IsOfWord(text[at - 1]))
            at--;
        while (end < text.Length && IsOfWord(text[end]))
            end++;
        return (at, Math.Max(end - at, 1));
    }

    private static bool IsOfWord(byte b) => b is > (byte)' ' and not ((byte)'"' or (byte)',' or (byte)'{' or (byte)'}');
}
