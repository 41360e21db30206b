using Net.Prefixes;
using Vips.Maintenance;
using Vips.Plans;

namespace Vips.Tests.Maintenance;

/// <summary>`vip-mgmt -d` and `-a` as bob gives them, without the machine.</summary>
public static class Command
{
    public static Target Name(string name, params string[] prefixes) =>
        new(name, IsLiteral: false, [.. prefixes.Select(prefix => Prefix.Parse(prefix))]);

    public static Target Literal(string prefix) => new(prefix, IsLiteral: true, [Prefix.Parse(prefix)]);

    public static Target ServiceTld { get; } = Name("service.tld", "192.0.2.1/32");

    public static IReadOnlyList<MaintenanceDecision> DeleteAll(
        this World world, IReadOnlyList<Target> targets, string? reason = "kernel", TimeSpan? lasts = null) =>
        Deletion(world, world.ToInputs(), reason, lasts).Decide(targets);

    public static Deletion Deletion(this World world, Inputs inputs, string? reason = "kernel", TimeSpan? lasts = null, bool force = false) =>
        new(inputs, world.Claiming(inputs, reason, lasts), reason is null ? "bob" : $"bob ({reason})", force);

    public static Claiming Claiming(this World world, Inputs inputs, string? reason = "kernel", TimeSpan? lasts = null, bool isDraining = false) =>
        new(inputs, "bob", reason, lasts is { } time ? world.Now.Wall + time : null, isDraining);

    public static MaintenanceDecision Delete(this World world, Target? target = null, string? reason = "kernel", TimeSpan? lasts = null) =>
        Assert.Single(world.DeleteAll([target ?? ServiceTld], reason, lasts));

    public static IReadOnlyList<MaintenanceDecision> AddAll(this World world, IReadOnlyList<Target> targets, bool force = false, bool asksIpvs = true) =>
        new Addition(world.ToInputs(), "bob", force, asksIpvs).Decide(targets);

    public static MaintenanceDecision Add(this World world, Target? target = null, bool force = false, bool asksIpvs = true) =>
        Assert.Single(world.AddAll([target ?? ServiceTld], force, asksIpvs));

    /// <summary>The exit status of the whole command.</summary>
    public static ExitStatus Status(this IReadOnlyList<MaintenanceDecision> decisions) => MaintenanceStatus.Of(decisions, []);

    public static ExitStatus Status(this MaintenanceDecision decision) => ((MaintenanceDecision[])[decision]).Status();

    /// <summary>What is sent: `- P`, `+ network …`, or nothing.</summary>
    public static string Sent(this MaintenanceDecision decision) => decision.Change switch
    {
        null => "",
        { Kind: ChangeKind.Withdraw } change => $"- {change.Prefix}",
        { Kind: ChangeKind.Announce } change => $"+ {change.Statement}",
        { Kind: ChangeKind.Drain } change => $"> {change.Statement}",
        { Kind: ChangeKind.Reissue } change => $"~ {change.Statement}",
        var change => throw new InvalidOperationException($"{change}"),
    };

    /// <summary>The claims as they shall be, `name by who`; null where the hold is not touched.</summary>
    public static string? Claims(this MaintenanceDecision decision) => decision.Hold is null
        ? null
        : string.Join(", ", decision.Hold.Left.Select(claim => $"{claim.Name ?? "nobody"} by {claim.Who}"));
}
