using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Net.Prefixes;

/// <summary>
/// An IPv4 or IPv6 address. IPv4 sorts before IPv6, each numerically. Written as a dotted quad, or as RFC 5952 says.
/// </summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    /// <summary>No zone (%eth0) and no brackets, which IPAddress.TryParse would take.</summary>
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    private IpAddress(bool isIPv6, UInt128 value)
    {
        IsIPv6 = isIPv6;
        Value = value;
    }

    public bool IsIPv6 { get; }

    /// <summary>The address as a number: 32 bits for IPv4, 128 for IPv6.</summary>
    public UInt128 Value { get; }

    /// <summary>32 or 128.</summary>
    public int Width => IsIPv6 ? 128 : 32;

    /// <summary>
    /// Reads a dotted quad without leading zeros, or an IPv6 address without zone. IPAddress.TryParse alone
    /// takes "010.0.0.1" for 8.0.0.1 and "10.1" for 10.0.0.1, which no operator means.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        return text.Contains(':') ? TryParseIPv6(text, out address) : TryParseIPv4(text, out address);
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

    public int CompareTo(IpAddress other) =>
        IsIPv6 == other.IsIPv6 ? Value.CompareTo(other.Value) : IsIPv6.CompareTo(other.IsIPv6);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (IsIPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
            return new IPAddress(bytes).ToString();
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Value);
        return new IPAddress(bytes[..4]).ToString();
    }

    private static bool TryParseIPv4(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        uint value = 0;
        var rest = text;
        for (var part = 0; part < 4; part++)
        {
            var dot = rest.IndexOf('.');
            var last = part == 3;
            if (last != (dot < 0) || !TryParseOctet(last ? rest : rest[..dot], out var octet))
            {
                return false;
            }

            value = (value << 8) | octet;
            rest = last ? [] : rest[(dot + 1)..];
        }

        address = new(isIPv6: false, value);
        return true;
    }

    private static bool TryParseOctet(ReadOnlySpan<char> text, out uint octet)
    {
        octet = 0;
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0'))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            octet = (octet * 10) + (uint)(c - '0');
        }

        return octet <= 255;
    }

    private static bool TryParseIPv6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.ContainsAnyExcept(IPv6Characters)
            || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = new(isIPv6: true, BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }
}
