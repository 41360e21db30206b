using System.Diagnostics.CodeAnalysis;

namespace Dns.Dig.Model;

/// <summary>
/// A fully qualified host name that may be handed to dig: lower case, without the final dot, two labels or more.
/// Letters, digits, hyphens and underscores only, so nothing in it can be an option, a server or a control character.
/// A single label is refused, because dig would look for a top-level domain of that name, which no operator means.
/// </summary>
public sealed record DnsName
{
    /// <summary>RFC 1035 section 2.3.4: 255 octets on the wire are 253 characters of text.</summary>
    private const int MostCharacters = 253;

    private const int MostOfLabel = 63;

    private DnsName(string text) => Text = text;

    public string Text { get; }

    public override string ToString() => Text;

    /// <exception cref="FormatException">The text is no such name; the message says why.</exception>
    public static DnsName Parse(string text) =>
        TryParse(text, out var name, out var fault) ? name : throw new FormatException(fault);

    /// <param name="text">With or without the final dot, in any case.</param>
    /// <param name="name">The name, when it is one.</param>
    /// <param name="fault">Why it is none, without the text itself: `it has an empty label`.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out DnsName? name, [NotNullWhen(false)] out string? fault)
    {
        var bare = text.EndsWith('.') ? text[..^1] : text;
        fault = Fault(bare);
        name = fault is null ? new(bare.ToLowerInvariant()) : null;
        return name is not null;
    }

    private static string? Fault(string bare)
    {
        if (bare.Length == 0)
            return "it is empty";
        if (bare.Length > MostCharacters)
            return $"it is longer than {MostCharacters} characters";

        var labels = bare.Split('.');
        foreach (var label in labels)
        {
            if (LabelFault(label) is { } fault)
                return fault;
        }

        if (labels.Length == 1)
            return "it is not fully qualified; write it with its domain";
        return labels[^1].AsSpan().ContainsAnyExceptInRange('0', '9') ? null : "it is a malformed address";
    }

    private static string? LabelFault(string label)
    {
        if (label.Length == 0)
            return "it has an empty label";
        if (label.Length > MostOfLabel)
            return $"it has a label longer than {MostOfLabel} characters";
        if (label[0] == '-' || label[^1] == '-')
            return "it has a label that begins or ends with a hyphen";

        foreach (var c in label)
        {
            if (!char.IsAscii(c))
                return "it has characters that are not ASCII; write it in its xn-- form";
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return "it has characters other than letters, digits, hyphens and underscores";
        }

        return null;
    }
}
