using System.Globalization;
using Net.Prefixes;
using Vips.Host.Syslog;
using Vips.Policies;

namespace Vips.Host.Settings;

/// <summary>The parsers of single values: what a key takes, and nothing near it.</summary>
internal static class ValueParsers
{
    private const int LongestPath = 4095;

    internal static bool TryPath(string text, out string path)
    {
        path = text;
        return text.StartsWith('/') && text.Length <= LongestPath && IsPrintable(text);
    }

    internal static bool TryAutoOrPath(string text, out string? path)
    {
        path = text == "auto" ? null : text;
        return text == "auto" || TryPath(text, out _);
    }

    /// <summary>The textfile collector of node_exporter passes over every other name.</summary>
    internal static bool TryMetricsFile(string text, out string? path)
    {
        path = text == "off" ? null : text;
        return text == "off" || (TryPath(text, out _) && text.EndsWith(".prom", StringComparison.Ordinal));
    }

    /// <summary>No control characters, which vtysh and terminals would act on.</summary>
    internal static bool TryText(string text, out string? value)
    {
        value = text;
        return text.Length is > 0 and <= 255 && IsPrintable(text);
    }

    /// <summary>As <see cref="TryText"/>, and never none.</summary>
    internal static bool TryPlainText(string text, out string value)
    {
        value = text;
        return TryText(text, out _);
    }

    internal static bool TryOption(string text, out string option)
    {
        option = text;
        return text.Length is > 0 and <= 255 && IsPrintable(text) && !text.Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>What every suite takes for a name and no shell, vtysh or regular expression acts on (facts: vtysh.md).</summary>
    internal static bool TryName(string text, out string? name)
    {
        name = text;
        return text.Length is > 0 and <= 128 && IsName(text);
    }

    internal static bool TryNoneOrName(string text, out string? name)
    {
        name = text == "none" ? null : text;
        return text == "none" || TryName(text, out _);
    }

    /// <summary>`auto`, asplain 1 to 4294967295, or asdot HIGH.LOW (RFC 5396).</summary>
    internal static bool TryAs(string text, out string? number)
    {
        number = text == "auto" ? null : text;
        if (text == "auto")
        {
            return true;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? TryUnsigned(text, out var plain) && plain > 0
            : TryUnsigned(text.AsSpan(0, dot), out var high) && TryUnsigned(text.AsSpan(dot + 1), out var low)
                && high <= ushort.MaxValue && low <= ushort.MaxValue && high + low > 0;
    }

    /// <summary>`default`, `vrf NAME` or `view NAME`.</summary>
    internal static bool TryInstance(string text, out string? instance)
    {
        instance = text == "default" ? null : text;
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return text == "default" || (blank > 0 && text[..blank] is "vrf" or "view" && TryName(text[(blank + 1)..], out _));
    }

    internal static bool TryPidfile(string text, out KeepalivedPidfile pidfile)
    {
        pidfile = text switch
        {
            "auto" => new(KeepalivedLook.Auto),
            "off" => new(KeepalivedLook.Off),
            _ => new(KeepalivedLook.Pidfile, text),
        };
        return pidfile.Look != KeepalivedLook.Pidfile || TryPath(text, out _);
    }

    internal static bool TryAddress(string text, out IpAddress address) => IpAddress.TryParse(text, out address);

    /// <summary>As BGP carries it in an OPEN message: four octets, written as an IPv4 address (RFC 6286), not 0.0.0.0.</summary>
    internal static bool TryRouterId(string text, out IpAddress address) =>
        IpAddress.TryParse(text, out address) && !address.IsIPv6 && text != "0.0.0.0";

    internal static bool TryAsNumber(string text, out uint number) => TryUnsigned(text, out number) && number > 0;

    internal static bool TryMark(string text, out uint mark) => TryUnsigned(text, out mark) && mark > 0;

    internal static bool TryService(string text, out ServiceName service) => ServiceName.TryParse(text, out service);

    internal static bool TryDuration(string text, out TimeSpan duration) => Durations.TryParse(text, out duration);

    /// <summary>`off`, or a duration above zero: zero would double to zero.</summary>
    internal static bool TryDamping(string text, out TimeSpan? damping)
    {
        damping = TryTimeout(text, out var duration) ? duration : null;
        return text == "off" || damping is not null;
    }

    /// <summary>A duration that something must fit in: not zero.</summary>
    internal static bool TryTimeout(string text, out TimeSpan duration) =>
        Durations.TryParse(text, out duration) && duration > TimeSpan.Zero;

    /// <summary>Longer than 5 s keepalived's word would come later than a run that nobody asks for.</summary>
    internal static bool TrySettle(string text, out TimeSpan duration) =>
        Durations.TryParse(text, out duration) && duration <= TimeSpan.FromSeconds(5);

    internal static bool TryAutoOrDuration(string text, out TimeSpan? duration)
    {
        duration = Durations.TryParse(text, out var value) ? value : null;
        return text == "auto" || duration is not null;
    }

    internal static bool TryPercent(string text, out int percent)
    {
        var valid = Threshold.TryParse(text, out var threshold) && threshold.IsPercent;
        percent = threshold.Number;
        return valid;
    }

    /// <summary>A count of observations: 1 to a million.</summary>
    internal static bool TryCount(string text, out int count) =>
        WholeNumber.TryParse(text, out count) && count is >= 1 and <= 1_000_000;

    /// <summary>0 to a million.</summary>
    internal static bool TryNumber(string text, out int number) =>
        WholeNumber.TryParse(text, out number) && number is >= 0 and <= 1_000_000;

    internal static bool TryExpected(string text, out int? expected)
    {
        expected = TryCount(text, out var count) ? count : null;
        return text == "none" || expected is not null;
    }

    internal static bool TryMaskV4(string text, out int length) =>
        WholeNumber.TryParse(text, out length) && length is >= 1 and <= 32;

    internal static bool TryMaskV6(string text, out int length) =>
        WholeNumber.TryParse(text, out length) && length is >= 1 and <= 128;

    /// <summary>A word of an enumeration, in lower case as the file writes it.</summary>
    internal static TryParse<T> OneOf<T>(params (string Word, T Value)[] choices) => (string text, out T value) =>
    {
        foreach (var choice in choices)
        {
            if (choice.Word == text)
            {
                value = choice.Value;
                return true;
            }
        }

        value = choices[0].Value;
        return false;
    };

    internal static bool TryFacility(string text, out Facility facility) => Facility.TryParse(text, out facility);

    private static bool IsName(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryUnsigned(ReadOnlySpan<char> text, out uint number)
    {
        number = 0;
        return (text.Length == 1 || (text.Length > 1 && text[0] != '0'))
            && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsPrintable(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029')
            {
                return false;
            }
        }

        return true;
    }
}
