using System.Diagnostics;

namespace Lab;

/// <summary>Polls: nothing in the lab happens at a known moment, everything within a known time.</summary>
public static class Wait
{
    /// <summary>Long, because it costs nothing where the outcome comes: six guests and whatever else runs share the processors.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(90);

    /// <summary>A question costs the guest 0.1 s of its one processor, which what is waited for may need.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when <paramref name="actual"/> gives the expected text; fails with what it gave last.</summary>
    public static void Until(string what, string expected, Func<string> actual, TimeSpan? deadline = null)
    {
        var clock = Stopwatch.StartNew();
        string last;
        do
        {
            last = actual();
            if (last == expected)
                return;
            Thread.Sleep(Pause);
        }
        while (clock.Elapsed < (deadline ?? Usual));

        throw new ScenarioFailedException(
            $"{what} after {clock.Elapsed.TotalSeconds:0} s\n  expected:\n{Indented(expected)}\n  is:\n{Indented(last)}");
    }

    private static string Indented(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
