using System.Text;

namespace Fuzz.Tests.Mutation;

/// <summary>Damages that know nothing of lines or words.</summary>
internal static class Bytes
{
    /// <summary>Control characters, ends of lines, marks of YAML and JSON, halves of UTF-8, a bidi override, an escape sequence.</summary>
    private static readonly byte[][] Odd =
    [
        [0], [7], [8], [9], [10], [11], [13], [13, 10], [27], [32], [127], [0x80], [0xC0], [0xC2], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90], [0xFE], [0xFF],
        .. Texts("\"", "'", "\\", "{", "}", "[", "]", ":", ",", "-", "!", "#", "%", "&", "*", "/", ";", "(", ")", "\u202e", "\u2028", "\ufeff", "\u001b[2J", "é", "\U0001F600"),
        .. Texts("\\u0000", "\\ud800", "\\u001b", "\n\n", "\n\nend\n", " \n", "::", "/", "\n- ", ": ", "null", "true", "-0"),
    ];

    /// <summary>What opens another level; each again and again is deep.</summary>
    private static readonly byte[][] Openings = Texts("[", "{\"a\":", "{", "- ", "? ", "(", "\"a\": [", "!!a ", "&a ", "' ", "{a: ");

    public static byte[] Flip(byte[] text, byte[] other, Chance chance)
    {
        byte[] changed = [.. text];
        changed[chance.Below(text.Length)] ^= (byte)(1 << chance.Below(8));
        return changed;
    }

    public static byte[] Replace(byte[] text, byte[] other, Chance chance) => With(text, chance.Below(text.Length), 1, chance.Of(Odd));

    public static byte[] Insert(byte[] text, byte[] other, Chance chance) => With(text, chance.Below(text.Length + 1), 0, chance.Of(Odd));

    public static byte[] Remove(byte[] text, byte[] other, Chance chance)
    {
        var at = chance.Below(text.Length);
        return With(text, at, Math.Min(1 + chance.Below(16), text.Length - at), []);
    }

    public static byte[] Truncate(byte[] text, byte[] other, Chance chance) => text[..chance.Below(text.Length)];

    /// <summary>A piece of a few bytes, some thousand times in a row.</summary>
    public static byte[] Repeat(byte[] text, byte[] other, Chance chance)
    {
        var at = chance.Below(text.Length);
        var piece = text.AsSpan(at, Math.Min(1 + chance.Below(8), text.Length - at));
        return With(text, at, 0, Times(piece, 1 + chance.Below(8000)));
    }

    public static byte[] Nest(byte[] text, byte[] other, Chance chance) =>
        With(text, chance.Below(text.Length), 0, Times(chance.Of(Openings), 1 + chance.Below(chance.OneIn(2) ? 40 : 12000)));

    /// <summary>The text with another piece in the place of some of it.</summary>
    public static byte[] With(byte[] text, int at, int length, ReadOnlySpan<byte> piece) => [.. text.AsSpan(0, at), .. piece, .. text.AsSpan(at + length)];

    public static byte[] Times(ReadOnlySpan<byte> piece, int count)
    {
        var all = new byte[piece.Length * count];
        for (var i = 0; i < count; i++)
            piece.CopyTo(all.AsSpan(i * piece.Length));
        return all;
    }

    private static byte[][] Texts(params string[] texts) => Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
}
