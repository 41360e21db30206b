using System.Net;

namespace Fuzz.Tests.Plain;

/// <summary>Addresses and prefixes read by the base library, never by Net.Prefixes: what a parser under test made of a text is judged by it.</summary>
internal static class PlainAddress
{
    /// <summary>In one spelling; null for what is no address.</summary>
    public static string? Of(string text) =>
        !text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.') || !IPAddress.TryParse(text, out var address) ? null
        : text.Contains(':', StringComparison.Ordinal) || address.ToString() == text ? $"{address}" // no 010.0.0.1, no 10.1
        : null;

    /// <summary>ADDRESS/LENGTH in one spelling; null for what is none.</summary>
    public static string? Prefix(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && Of(text[..slash]) is { } address && text.Skip(slash + 1).All(char.IsAsciiDigit)
            ? $"{address}{text[slash..]}"
            : null;
    }
}
