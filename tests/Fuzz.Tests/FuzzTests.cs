using System.Globalization;
using Fuzz.Tests.Targets;

// One core: what a parser allocates and how long it takes is its own, and two other suites run beside this one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Fuzz.Tests;

/// <summary>
/// Each parser against damaged captures (docs/fuzzing.md). VIPTOOLS_FUZZ says how many inputs each gets, VIPTOOLS_FUZZ_SEED
/// which, VIPTOOLS_FUZZ_TABLE the file to which the counts go.
/// </summary>
public class FuzzTests
{
    private static readonly long? Count = Number("VIPTOOLS_FUZZ");

    private static readonly ulong Seed = (ulong)(Number("VIPTOOLS_FUZZ_SEED") ?? 1);

    public static TheoryData<string> Names => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_input_is_a_crash_a_hang_a_flood_or_a_change_of_what_is_unknown(string parser)
    {
        var target = AllTargets.Of(parser);
        var counts = new FuzzRun(target, Seed, new()).Run(Count ?? target.ByDefault);
        Tell(counts, target.Told);

        // An input that is always refused, or never, tests one half of a parser.
        if (Count is null)
        {
            Assert.InRange(counts.Refused, counts.Inputs / 200, counts.Inputs);
            Assert.InRange(counts.Accepted, counts.Inputs / 200, counts.Inputs);
            Assert.Null(target.Untested);
        }
    }

    private static void Tell(FuzzCounts counts, string told)
    {
        if (Environment.GetEnvironmentVariable("VIPTOOLS_FUZZ_TABLE") is { Length: > 0 } file)
            File.AppendAllText(file, $"{(File.Exists(file) ? "" : FuzzCounts.Header + "\n")}{counts}\n{(told.Length > 0 ? told + "\n" : "")}");
    }

    private static long? Number(string variable) =>
        long.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
