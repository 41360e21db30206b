namespace Bgp.Vtysh;

/// <summary>One string for each name: ten thousand statements share a handful of route-maps.</summary>
internal sealed class NamePool
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _names =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (_names.TryGetValue(text, out var name))
            return name;
        name = text.ToString();
        _names.Set.Add(name);
        return name;
    }
}
