namespace Dns.Dig.Model;

/// <summary>Where one family's question led to.</summary>
/// <param name="Chain">As <see cref="Resolution.Chain"/>.</param>
/// <param name="Answer">At the end of it.</param>
public sealed record FamilyOutcome(IReadOnlyList<string> Chain, FamilyAnswer Answer);
