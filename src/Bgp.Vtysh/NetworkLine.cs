using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>Reads what stands after `network`, in the address family that it stands in.</summary>
internal ref struct NetworkLine(Words words, bool isIPv6, bool maskHostBits, NamePool names)
{
    /// <summary>Of words that are only listed: a name that is none may hold anything.</summary>
    internal const int MostWords = 200;

    private readonly NamePool _names = names;
    private Words _words = words;

    public string? Fault { get; private set; }

    /// <summary>
    /// The statement, or null and a <see cref="Fault"/>. Anything but a route-map after the prefix goes to the other
    /// words, which makes the statement one that is listed and never changed.
    /// </summary>
    public NetworkStatement? Read()
    {
        if (!TryReadPrefix(out var prefix, out var begin))
            return null;

        string? routeMap = null;
        var otherWords = begin is null ? null : new StringBuilder(begin);
        while (_words.Next(out var word))
        {
            if (word is not "route-map")
            {
                Add(ref otherWords, word);
                continue;
            }

            if (!_words.Next(out var name))
            {
                Fault = "has no name after route-map";
                return null;
            }

            if (routeMap is null && RouteMapName.IsValid(name))
                routeMap = _names.Get(name);
            else
                Add(ref otherWords, $"route-map {name}");
        }

        return new(prefix, routeMap, otherWords is null ? null : PlainText.Line(otherWords.ToString(), MostWords));
    }

    private bool TryReadPrefix(out Prefix prefix, out string? otherWords)
    {
        otherWords = null;
        _words.Next(out var text);
        // In a file bgpd reads 192.0.2.9/24 as 192.0.2.0/24 (frr-8.4.4-c1-14-hostbits); it never prints it so.
        if ((maskHostBits ? Prefix.TryMask(text, out prefix) : Prefix.TryParse(text, out prefix))
            || (!isIPv6 && TryReadWithoutLength(text, out prefix, out otherWords)))
        {
            if (prefix.IsIPv6 == isIPv6)
                return true;
            Fault = $"stands in the address family of {(isIPv6 ? "IPv6" : "IPv4")}";
            return false;
        }

        Fault = "holds no prefix that can be read";
        return false;
    }

    /// <summary>
    /// `A.B.C.D mask M` (Quagga with `bgp config-type cisco`) and the classful `A.B.C.D`. Both suites read the bare
    /// address as a class A, B or C network, never as a host (frr-8.4.4-c1-18-no-mask).
    /// </summary>
    private bool TryReadWithoutLength(ReadOnlySpan<char> text, out Prefix prefix, [NotNullWhen(true)] out string? otherWords)
    {
        (prefix, otherWords) = (default, null);
        if (!IpAddress.TryParse(text, out var address) || address.IsIPv6)
            return false;

        var rest = _words;
        if (rest.Next(out var word) && word is "mask")
        {
            if (!rest.Next(out var maskText) || MaskLength(maskText) is not { } length)
                return false;
            _words = rest;
            (prefix, otherWords) = (Prefix.Containing(address, length), $"mask {maskText}");
            return true;
        }

        if (ClassLength(address) is not { } classLength)
            return false;
        (prefix, otherWords) = (Prefix.Containing(address, classLength), "classful");
        return true;
    }

    private static int? MaskLength(ReadOnlySpan<char> text)
    {
        if (!IpAddress.TryParse(text, out var mask) || mask.IsIPv6)
            return null;
        var hosts = ~(uint)mask.Value;
        return (hosts & (hosts + 1)) == 0 ? BitOperations.LeadingZeroCount(hosts) : null;
    }

    private static int? ClassLength(IpAddress address) => (uint)(address.Value >> 24) switch
    {
        0 when address.Value == 0 => 0,
        < 128 => 8,
        < 192 => 16,
        < 224 => 24,
        _ => null,
    };

    private static void Add(ref StringBuilder? words, ReadOnlySpan<char> word)
    {
        if (words is null)
            words = new(word.Length + 16);
        else
            words.Append(' ');
        words.Append(word);
    }
}
