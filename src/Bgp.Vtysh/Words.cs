namespace Bgp.Vtysh;

/// <summary>The words of one line, in order, without allocating.</summary>
internal ref struct Words(ReadOnlySpan<char> line)
{
    private const string Blanks = " \t\r";

    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = line.Trim(Blanks);

    /// <summary>The next word; false, and an empty one, at the end.</summary>
    public bool Next(out ReadOnlySpan<char> word)
    {
        var length = Rest.IndexOfAny(Blanks);
        word = length < 0 ? Rest : Rest[..length];
        Rest = Rest[word.Length..].TrimStart(Blanks);
        return !word.IsEmpty;
    }
}
