namespace Vips.Notices;

public enum Severity
{
    Notice,
    Warning,
    Error,
    Critical,
}

/// <summary>A condition that lasts: something an operator should know that is no change of an announcement.</summary>
/// <param name="Key">Names the condition (`baseline`, `192.0.2.1/32 route-map`), so that it is not written every minute.</param>
/// <param name="Severity">Its syslog severity.</param>
/// <param name="Text">One line.</param>
/// <param name="Once">Written when it begins and when its text changes; otherwise again every `repeat-errors`.</param>
/// <param name="Every">Written again after this in place of `repeat-errors`; null for that.</param>
public sealed record Notice(string Key, Severity Severity, string Text, bool Once = false, TimeSpan? Every = null);
