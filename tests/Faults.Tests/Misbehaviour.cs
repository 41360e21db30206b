using Testing;

namespace Faults.Tests;

/// <summary>A way in which any tool may fail.</summary>
/// <param name="What">As the document says it.</param>
/// <param name="Of">The answer, given the shell that would answer well.</param>
internal sealed record Misbehaviour(string What, Func<string, FakeAnswer> Of)
{
    public const string Missing = "is missing";
    public const string Hangs = "hangs";
    public const string Killed = "is killed half-way";
    public const string Fails = "does and says all, and exits 1";
    public const string Silent = "says and does nothing, and exits 0";
    public const string Cut = "does all, says half of it, and exits 0";
    public const string Floods = "floods with 1 GiB";

    public static IReadOnlyList<Misbehaviour> All { get; } =
    [
        new(Missing, _ => throw new InvalidOperationException("a tool that is missing answers nothing")),
        new(Hangs, _ => new() { Hangs = true, IgnoresTerm = true }),
        new(Killed, healthy => new() { Shell = Half(healthy), DiesOf = "KILL" }),
        new(Fails, healthy => new() { Shell = healthy, Status = 1 }),
        new(Silent, _ => new()),
        new(Cut, healthy => new() { Shell = Half(healthy) }),
        new(Floods, _ => new() { FloodsOutput = 1L << 30 }),
    ];

    private static string Half(string healthy) => $$"""all=$({{healthy}}); printf '%s' "$all" | head -c $((${#all} / 2))""";
}
