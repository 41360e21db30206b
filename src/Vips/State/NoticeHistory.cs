namespace Vips.State;

/// <summary>What was last written about a lasting condition, so that it is not written every minute.</summary>
/// <param name="Text">The line.</param>
/// <param name="LastLogged">When syslog had it last.</param>
public sealed record NoticeHistory(string Text, Moment LastLogged);
