namespace VipMgmt.Freezing;

/// <summary>`vip-mgmt freeze`.</summary>
/// <param name="Reason">--reason; null without.</param>
/// <param name="For">--for; null without end.</param>
public sealed record FreezeOptions(string? Reason, TimeSpan? For);
