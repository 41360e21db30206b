namespace Fuzz.Tests.Mutation;

/// <summary>One way to damage a text.</summary>
/// <param name="text">Not empty.</param>
/// <param name="other">Another capture of the same kind, for what is mixed from two.</param>
/// <param name="chance">Decides where, and with what.</param>
internal delegate byte[] Damage(byte[] text, byte[] other, Chance chance);

/// <summary>Makes one to some damages to a capture; in one of a hundred a long line or a deep nest besides.</summary>
internal static class Mutator
{
    /// <summary>Most bytes of an input: a long line shows what grows faster than its text.</summary>
    private const int MostBytes = 96 * 1024;

    private const int LargeOneIn = 100;

    private static readonly Damage[] Common =
    [
        Bytes.Flip, Bytes.Replace, Bytes.Insert, Bytes.Remove, Bytes.Truncate,
        Lines.Remove, Lines.Double, Lines.Swap, Lines.Mix, Lines.Splice, Lines.Splice,
        Words.Number, Words.Number, Words.Number, Words.Remove, Words.Double, Words.Swap, Words.Mix, Words.Mix,
    ];

    private static readonly Damage[] Large = [Bytes.Repeat, Words.Repeat, Lines.Repeat, Bytes.Nest];

    public static byte[] Next(IReadOnlyList<byte[]> captures, Chance chance) => Next(chance.Of(captures), captures, chance);

    /// <summary>A capture whose first line is what was asked for, and stays whole.</summary>
    public static byte[] NextBehindFirstLine(IReadOnlyList<byte[]> captures, Chance chance)
    {
        var text = chance.Of(captures);
        var head = Array.IndexOf(text, (byte)'\n') + 1;
        return [.. text.AsSpan(0, head), .. Next(text[head..], captures, chance)];
    }

    /// <param name="text">What is damaged.</param>
    /// <param name="captures">What is mixed into it.</param>
    /// <param name="chance">Decides all.</param>
    public static byte[] Next(byte[] text, IReadOnlyList<byte[]> captures, Chance chance)
    {
        do
        {
            text = Once(text, Common, captures, chance);
        }
        while (chance.OneIn(2));

        if (chance.OneIn(LargeOneIn))
            text = Once(text, Large, captures, chance);
        return text.Length > MostBytes ? text[..MostBytes] : text;
    }

    private static byte[] Once(byte[] text, Damage[] damages, IReadOnlyList<byte[]> captures, Chance chance) =>
        text.Length == 0 ? Bytes.Insert(text, text, chance) : chance.Of(damages)(text, chance.Of(captures), chance);
}
