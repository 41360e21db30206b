using System.Diagnostics;
using System.Globalization;
using Fuzz.Tests.Mutation;

namespace Fuzz.Tests;

/// <summary>What came of all inputs of one target.</summary>
internal sealed record FuzzCounts(string Target, long Inputs, long Accepted, TimeSpan Longest, long MostAllocated)
{
    public long Refused => Inputs - Accepted;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target,-24} {Inputs,9} {Refused,9} {Accepted,9} {Longest.TotalMilliseconds,10:0.0} {MostAllocated / 1024,10}");

    public static string Header => $"{"parser",-24} {"inputs",9} {"refused",9} {"accepted",9} {"longest ms",10} {"most KiB",10}";
}

/// <summary>
/// Inputs one after the other, each from the seed and its index. What breaks a property is kept below tests/Fixtures/fuzz, where
/// <see cref="KeptTests"/> reads it from then on.
/// </summary>
internal sealed class FuzzRun(Target target, ulong seed, KeptInputs kept)
{
    /// <summary>Of the processor, for one input, not of the clock: another suite may run beside this one. The slowest takes 1/50 of it.</summary>
    private static readonly TimeSpan MostProcessor = TimeSpan.FromSeconds(10);

    private const int MostFailures = 3;

    private static bool s_hangs;

    private readonly Dictionary<string, string> _failures = [];
    private long _at = -1;
    private FuzzCounts _counts = new(target.Name, 0, 0, TimeSpan.Zero, 0);

    public FuzzCounts Run(long count)
    {
        Require(!s_hangs, "not begun: an input of another parser hangs and keeps the processor");
        foreach (var capture in target.Captures)
            target.Judge(capture); // what is made once for all inputs is no input's memory

        var worker = new Thread(() => Work(count)) { IsBackground = true };
        worker.Start();
        Watch(worker);
        Require(_failures.Count == 0, string.Join('\n', _failures.Values));
        return _counts;
    }

    private void Work(long count)
    {
        using var mark = new DeathMark(target, seed, kept);
        for (var index = 0L; index < count && _failures.Count < MostFailures; index++)
        {
            var input = target.Next(Chance.Of(seed, index));
            mark.Set(index);
            Volatile.Write(ref _at, index);
            Take(index, input);
        }
    }

    private void Take(long index, byte[] input)
    {
        var (isAccepted, began) = (false, Stopwatch.GetTimestamp());
        try
        {
            isAccepted = target.Judge(input);
            if (target.Allocated > target.MostAllocatedFor(input))
                throw new PropertyException($"{target.Allocated} bytes allocated for an input of {input.Length}");
        }
        catch (Exception failure)
        {
            Fail(index, input, failure);
        }

        var took = Stopwatch.GetElapsedTime(began);
        _counts = _counts with
        {
            Inputs = index + 1,
            Accepted = _counts.Accepted + (isAccepted ? 1 : 0),
            Longest = took > _counts.Longest ? took : _counts.Longest,
            MostAllocated = Math.Max(target.Allocated, _counts.MostAllocated),
        };
    }

    /// <summary>The same failure twice is told once: by its kind and the innermost place of ours.</summary>
    private void Fail(long index, byte[] input, Exception failure)
    {
        var place = failure.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("/src/", StringComparison.Ordinal)) ?? failure.Message;
        var kind = $"{failure.GetType().Name} {place}";
        if (!_failures.ContainsKey(kind))
            _failures.Add(kind, Told(index, input, failure.ToString()));
    }

    private void Watch(Thread worker)
    {
        var (at, used) = (-1L, Environment.CpuUsage.TotalTime);
        while (!worker.Join(TimeSpan.FromSeconds(1)))
        {
            if (Volatile.Read(ref _at) is var now && now != at)
            {
                (at, used) = (now, Environment.CpuUsage.TotalTime);
            }
            else if (Environment.CpuUsage.TotalTime - used > MostProcessor)
            {
                s_hangs = true;
                Require(false, Told(at, target.Next(Chance.Of(seed, at)), $"not judged within {MostProcessor.TotalSeconds} s of the processor"));
            }
        }
    }

    private string Told(long index, byte[] input, string what) => $"{target.Name}: seed {seed}, input {index}, kept as {kept.Keep(target, seed, index, input)}: {what}";

    private static void Require(bool holds, string words) => Assert.True(holds, words);
}
