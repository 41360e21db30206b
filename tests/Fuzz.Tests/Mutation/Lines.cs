namespace Fuzz.Tests.Mutation;

/// <summary>Damages of whole lines: what a table that changes while it is read, a cut pipe or an editor make.</summary>
internal static class Lines
{
    public static byte[] Remove(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        return Bytes.With(text, at, length, []);
    }

    public static byte[] Double(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        return Bytes.With(text, at, 0, text.AsSpan(at, length));
    }

    public static byte[] Swap(byte[] text, byte[] other, Chance chance)
    {
        var (one, two) = (Any(text, chance), Any(text, chance));
        if (one.At == two.At)
            return Double(text, other, chance);
        var ((at, length), (later, laterLength)) = one.At < two.At ? (one, two) : (two, one);
        return [.. text.AsSpan(0, at), .. text.AsSpan(later, laterLength), .. text.AsSpan(at + length, later - at - length), .. text.AsSpan(at, length), .. text.AsSpan(later + laterLength)];
    }

    /// <summary>A line of another capture.</summary>
    public static byte[] Mix(byte[] text, byte[] other, Chance chance)
    {
        if (other.Length == 0)
            return Double(text, other, chance);
        var (from, length) = Any(other, chance);
        var (at, replaced) = Any(text, chance);
        return Bytes.With(text, at, chance.OneIn(2) ? replaced : 0, other.AsSpan(from, length));
    }

    /// <summary>The begin of one capture and the end of another, cut at lines or anywhere.</summary>
    public static byte[] Splice(byte[] text, byte[] other, Chance chance)
    {
        var atLines = chance.OneIn(2);
        var end = atLines ? Any(text, chance).At : chance.Below(text.Length + 1);
        var begin = atLines && other.Length > 0 ? Any(other, chance).At : chance.Below(other.Length + 1);
        return [.. text.AsSpan(0, end), .. other.AsSpan(begin)];
    }

    /// <summary>One line, hundreds of times.</summary>
    public static byte[] Repeat(byte[] text, byte[] other, Chance chance)
    {
        var (at, length) = Any(text, chance);
        return Bytes.With(text, at, 0, Bytes.Times(text.AsSpan(at, length), 1 + chance.Below(500)));
    }

    /// <summary>The line around a random place, with its line feed.</summary>
    private static (int At, int Length) Any(byte[] text, Chance chance)
    {
        var place = chance.Below(text.Length);
        var at = text.AsSpan(0, place).LastIndexOf((byte)'\n') + 1;
        var end = text.AsSpan(place).IndexOf((byte)'\n');
        return (at, (end < 0 ? text.Length : place + end + 1) - at);
    }
}
