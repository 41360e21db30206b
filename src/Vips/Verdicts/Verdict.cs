using Ipvs.Ipvsadm.Model;

namespace Vips.Verdicts;

/// <summary>In the order that `all` and `any` need: down is lower than unchanged, unchanged lower than up.</summary>
public enum Verdict
{
    Down,
    Unchanged,
    Up,
}

/// <summary>The verdict of one virtual service, with its sums.</summary>
/// <param name="Key">The service; of a listed service that is not in the table, the key it would have.</param>
/// <param name="Verdict">After `fall` and `rise`.</param>
/// <param name="Level">By the count of this reading alone, without waiting for `fall` or `rise`.</param>
/// <param name="Live">Live real servers.</param>
/// <param name="Observations">How many observations agree with the level.</param>
/// <param name="Needed">How many the level needs before it counts (`fall`, `rise` or `missing-fall`).</param>
/// <param name="IsMissing">Not in the table.</param>
/// <param name="SeenAboveDrop">False: never seen alive, so that `all` and a list leave it out of the judgement.</param>
public sealed record ServiceVerdict(
    ServiceKey Key, Verdict Verdict, Verdict Level, int Live, int Observations, int Needed, bool IsMissing, bool SeenAboveDrop);

/// <summary>The verdict of one VIP, with the services that it rests on.</summary>
/// <param name="Verdict">What counts.</param>
/// <param name="Level">By this reading alone: what `vip-mgmt -a` and the first run ask.</param>
/// <param name="Services">Each service's verdict, sorted by key; empty when the VIP is missing.</param>
/// <param name="Deciding">The service that decided (lowest live, then lowest key); null when there is none.</param>
/// <param name="Missing">Observations without any virtual service; 0 when there is one.</param>
/// <param name="MissingNeeded">How many of those make the VIP down.</param>
public sealed record VipVerdict(
    Verdict Verdict, Verdict Level, IReadOnlyList<ServiceVerdict> Services, ServiceVerdict? Deciding, int Missing, int MissingNeeded)
{
    public bool IsMissing => Services.Count == 0;

    /// <summary>Live real servers of the deciding service, 0 without one.</summary>
    public int Live => Deciding?.Live ?? 0;
}
