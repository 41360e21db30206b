using System.Globalization;

namespace Net.Prefixes;

/// <summary>
/// A network address and its length, always without host bits. Sorts IPv4 before IPv6, then by address, then by length.
/// </summary>
public readonly record struct Prefix : IComparable<Prefix>
{
    private Prefix(IpAddress address, int length)
    {
        Address = address;
        Length = length;
    }

    public IpAddress Address { get; }

    /// <summary>0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int Length { get; }

    public bool IsIPv6 => Address.IsIPv6;

    /// <summary>Whether the prefix is one single address (/32 or /128).</summary>
    public bool IsHost => Length == Address.Width;

    /// <summary>The prefix of this one address: /32 or /128.</summary>
    public static Prefix Host(IpAddress address) => new(address, address.Width);

    /// <summary>The prefix of the given length that holds the address.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is not of the address's family.</exception>
    public static Prefix Containing(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.Width);
        return new(address.Masked(length), length);
    }

    /// <summary>
    /// Reads ADDRESS/LENGTH with an explicit length and no host bits: FRR would silently mask 192.0.2.9/24 into
    /// another network (facts: captures frr-8.4.4-c1-14-hostbits).
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Prefix prefix) =>
        TryMask(text, out var address, out prefix) && prefix.Address == address;

    /// <summary>The network of ADDRESS/LENGTH, its host bits taken off: what somebody meant who wrote them.</summary>
    public static bool TryMask(ReadOnlySpan<char> text, out Prefix network) => TryMask(text, out _, out network);

    private static bool TryMask(ReadOnlySpan<char> text, out IpAddress address, out Prefix network)
    {
        (address, network) = (default, default);
        var slash = text.IndexOf('/');
        if (slash < 0 || !IpAddress.TryParse(text[..slash], out address)
            || !TryParseLength(text[(slash + 1)..], address.Width, out var length))
        {
            return false;
        }

        network = Containing(address, length);
        return true;
    }

    /// <exception cref="FormatException">The text is no prefix, or has host bits.</exception>
    public static Prefix Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not a prefix");

    public bool Equals(Prefix other) => Length == other.Length && Address.Equals(other.Address);

    public override int GetHashCode() => HashCode.Combine(Address.GetHashCode(), Length);

    public bool Contains(IpAddress address) =>
        address.IsIPv6 == IsIPv6 && address.Masked(Length) == Address;

    public int CompareTo(Prefix other)
    {
        var byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Length.CompareTo(other.Length);
    }

    public override string ToString() => $"{Address.ToString()}/{Length.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>int.TryParse passes over zero characters at the end: "32\0" is 32 to it.</summary>
    private static bool TryParseLength(ReadOnlySpan<char> text, int width, out int length)
    {
        length = 0;
        return text.Length is >= 1 and <= 3
            && (text.Length == 1 || text[0] != '0')
            && text[^1] != '\0'
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length)
            && length <= width;
    }
}
