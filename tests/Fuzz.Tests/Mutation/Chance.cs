namespace Fuzz.Tests.Mutation;

/// <summary>
/// What a seed and an index fix for good: SplitMix64. System.Random may change between versions of .NET, and its seed costs
/// more than most inputs.
/// </summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    public static Chance Of(ulong seed, long index) => new(Mixed(Mixed(seed) + (ulong)index));

    /// <summary>From 0 to below the bound, which is at least 1.</summary>
    public int Below(int bound) => (int)(Next() % (uint)bound);

    public bool OneIn(int count) => Below(count) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next() => Mixed(_state += 0x9E3779B97F4A7C15);

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
