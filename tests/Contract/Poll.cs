using System.Diagnostics;

namespace Contract;

/// <summary>Waits for what a foreign program does in its own time, without guessing how long that takes.</summary>
public static class Poll
{
    /// <summary>Reads until the value is as wanted, and returns it.</summary>
    /// <param name="read">Asked every 20 ms.</param>
    /// <param name="wanted">When to stop.</param>
    /// <param name="deadline">10 s without one.</param>
    /// <exception cref="TimeoutException">The deadline passed; the message shows the last value.</exception>
    public static T Until<T>(Func<T> read, Func<T, bool> wanted, TimeSpan? deadline = null)
    {
        var limit = deadline ?? TimeSpan.FromSeconds(10);
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var value = read();
            if (wanted(value))
                return value;
            if (watch.Elapsed > limit)
                throw new TimeoutException($"not as wanted within {limit.TotalSeconds} s; it was last: {Show(value)}");
            Thread.Sleep(20);
        }
    }

    /// <summary>Waits until it holds.</summary>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static void Until(Func<bool> holds, TimeSpan? deadline = null) => Until(holds, value => value, deadline);

    private static string? Show<T>(T value) =>
        value is System.Collections.IEnumerable items and not string ? string.Join(" | ", items.Cast<object>()) : value?.ToString();
}
