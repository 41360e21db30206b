namespace Net.Prefixes;

/// <summary>
/// An IPv4 or IPv6 address. IPv4 sorts before IPv6, each numerically. Written as a dotted quad, or as RFC 5952 says.
/// </summary>
/// <remarks>
/// Two halves, and no UInt128 on the way of a run: a method that touches one is not compiled ahead, nor any list or dictionary
/// of what holds one. Equality is written out because the generated one makes a comparer of each field's type, with methods
/// that are compiled at every start (docs/performance.md).
/// </remarks>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddress(bool isIPv6, ulong high, ulong low)
    {
        IsIPv6 = isIPv6;
        _high = high;
        _low = low;
    }

    public bool IsIPv6 { get; }

    /// <summary>The address as a number: 32 bits for IPv4, 128 for IPv6.</summary>
    public UInt128 Value => new(_high, _low);

    /// <summary>32 or 128.</summary>
    public int Width => IsIPv6 ? 128 : 32;

    /// <summary>0.0.0.0 or ::.</summary>
    public static IpAddress Unspecified(bool isIPv6) => new(isIPv6, 0, 0);

    /// <summary>Reads a dotted quad without leading zeros, or an IPv6 address without zone and brackets.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        if (text.Contains(':'))
        {
            Span<ushort> groups = stackalloc ushort[IPv6Text.Groups];
            var isIPv6 = IPv6Text.TryParse(text, groups);
            address = isIPv6 ? new(isIPv6: true, Half(groups), Half(groups[4..])) : default;
            return isIPv6;
        }

        var isIPv4 = IPv4Text.TryParse(text, out var quad);
        address = isIPv4 ? new(isIPv6: false, 0, quad) : default;
        return isIPv4;
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static IpAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>The first address of the network of <paramref name="length"/> bits that holds this one.</summary>
    internal IpAddress Masked(int length)
    {
        var hostBits = Width - length;
        return new(IsIPv6, Cleared(_high, hostBits - 64), Cleared(_low, hostBits));
    }

    public bool Equals(IpAddress other) => _low == other._low && _high == other._high && IsIPv6 == other.IsIPv6;

    public override int GetHashCode() => HashCode.Combine(_low, _high, IsIPv6);

    public int CompareTo(IpAddress other)
    {
        var result = IsIPv6.CompareTo(other.IsIPv6);
        result = result != 0 ? result : _high.CompareTo(other._high);
        return result != 0 ? result : _low.CompareTo(other._low);
    }

    public override string ToString()
    {
        if (!IsIPv6)
        {
            return IPv4Text.Format((uint)_low);
        }

        Span<ushort> groups = stackalloc ushort[IPv6Text.Groups];
        for (var i = 0; i < 4; i++)
        {
            groups[i] = (ushort)(_high >> (48 - (16 * i)));
            groups[i + 4] = (ushort)(_low >> (48 - (16 * i)));
        }

        return IPv6Text.Format(groups);
    }

    private static ulong Half(ReadOnlySpan<ushort> groups) =>
        ((ulong)groups[0] << 48) | ((ulong)groups[1] << 32) | ((ulong)groups[2] << 16) | groups[3];

    /// <summary>Without its lowest bits: none for a number below 1, all from 64 on.</summary>
    private static ulong Cleared(ulong half, int bits) => bits <= 0 ? half : bits >= 64 ? 0 : half >> bits << bits;
}
