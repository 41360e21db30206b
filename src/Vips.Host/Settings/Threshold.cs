using System.Globalization;

namespace Vips.Host.Settings;

/// <summary>`drop` or `restore` as written: a count of real servers, or a percentage of `expected`.</summary>
internal readonly record struct Threshold(int Number, bool IsPercent)
{
    internal static Threshold Count(int count) => new(count, IsPercent: false);

    /// <summary>`3`, or `25%` of 0 to 100.</summary>
    internal static bool TryParse(string text, out Threshold threshold)
    {
        var isPercent = text.EndsWith('%');
        var valid = WholeNumber.TryParse(isPercent ? text.AsSpan(0, text.Length - 1) : text, out var number)
            && (!isPercent || number <= 100);
        threshold = new(number, isPercent);
        return valid;
    }

    /// <summary>The count, a percentage rounded up: 25% of 5 is 2 (DESIGN section 5).</summary>
    internal int Of(int expected) =>
        IsPercent ? (int)(((long)Number * expected + 99) / 100) : Number;

    public override string ToString() =>
        Number.ToString(CultureInfo.InvariantCulture) + (IsPercent ? "%" : "");
}

/// <summary>Whole numbers as operators mean them: digits only, no sign, and no leading zero that YAML 1.1 reads as octal.</summary>
internal static class WholeNumber
{
    internal static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return (text.Length == 1 || (text.Length > 1 && text[0] != '0'))
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
