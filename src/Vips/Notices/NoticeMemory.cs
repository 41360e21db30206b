namespace Vips.Notices;

/// <summary>What was last written about a lasting condition, so that it is not written every minute.</summary>
/// <param name="Text">The line.</param>
/// <param name="LastLogged">When syslog had it last.</param>
public sealed record NoticeMemory(string Text, Moment LastLogged);
