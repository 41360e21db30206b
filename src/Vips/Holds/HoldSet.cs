using Net.Prefixes;

namespace Vips.Holds;

/// <summary>All holds of the machine.</summary>
/// <param name="ByPrefix">One for each file that is named after a prefix.</param>
/// <param name="Strangers">Files of holds/ whose name is no prefix: while there is one, nothing is announced.</param>
public sealed record HoldSet(IReadOnlyDictionary<Prefix, Hold> ByPrefix, IReadOnlyList<string> Strangers)
{
    public static HoldSet Empty { get; } = new(new Dictionary<Prefix, Hold>(), []);

    public Hold? InForce(Prefix prefix, DateTimeOffset now) =>
        ByPrefix.TryGetValue(prefix, out var hold) && hold.IsInForce(now) ? hold : null;
}
