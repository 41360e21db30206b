namespace Net.Prefixes;

/// <summary>
/// An IPv4 or IPv6 address. IPv4 sorts before IPv6, each numerically. Written as a dotted quad, or as RFC 5952 says.
/// </summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    // Two halves, and no UInt128: what holds one is not compiled ahead, nor any list or dictionary of it (a third of what a
    // run compiled at its start).
    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddress(bool isIPv6, UInt128 value)
    {
        IsIPv6 = isIPv6;
        _high = (ulong)(value >> 64);
        _low = (ulong)value;
    }

    public bool IsIPv6 { get; }

    /// <summary>The address as a number: 32 bits for IPv4, 128 for IPv6.</summary>
    public UInt128 Value => new(_high, _low);

    /// <summary>32 or 128.</summary>
    public int Width => IsIPv6 ? 128 : 32;

    /// <summary>0.0.0.0 or ::.</summary>
    public static IpAddress Unspecified(bool isIPv6) => new(isIPv6, UInt128.Zero);

    /// <summary>Reads a dotted quad without leading zeros, or an IPv6 address without zone and brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':'))
        {
            var isIPv6 = IPv6Text.TryParse(text, out var wide);
            address = isIPv6 ? new(isIPv6: true, wide) : default;
            return isIPv6;
        }

        var isIPv4 = IPv4Text.TryParse(text, out var quad);
        address = isIPv4 ? new(isIPv6: false, quad) : default;
        return isIPv4;
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>The first address of the network of <paramref name="length"/> bits that holds this one.</summary>
    internal IpAddress Masked(int length)
    {
        var hostBits = Width - length;
        return new(IsIPv6, hostBits == 128 ? UInt128.Zero : Value >> hostBits << hostBits);
    }

    public int CompareTo(IpAddress other)
    {
        var result = IsIPv6.CompareTo(other.IsIPv6);
        result = result != 0 ? result : _high.CompareTo(other._high);
        return result != 0 ? result : _low.CompareTo(other._low);
    }

    public override string ToString() => IsIPv6 ? IPv6Text.Format(Value) : IPv4Text.Format((uint)Value);
}
