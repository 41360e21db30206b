namespace Bench;

/// <summary>One measured run.</summary>
/// <param name="Wall">Milliseconds from exec to its end, or to what was waited for.</param>
/// <param name="Processor">Milliseconds of user and system time, its children's too.</param>
/// <param name="Memory">Peak MiB of its own.</param>
/// <param name="Begun">CLOCK_MONOTONIC at exec, in nanoseconds.</param>
internal readonly record struct Sample(double Wall, double Processor, double Memory, long Begun);

/// <summary>Many runs of one kind, told by their median and spread.</summary>
internal sealed class Samples
{
    private readonly List<Sample> _all = [];

    public void Add(Sample sample) => _all.Add(sample);

    public int Count => _all.Count;

    public double Median => At(0.5);

    public double Least => At(0);

    public double P90 => At(0.9);

    public double Processor => Nth(_all.Select(sample => sample.Processor), 0.5);

    public double Memory => _all.Max(sample => sample.Memory);

    private double At(double share) => Nth(_all.Select(sample => sample.Wall), share);

    private static double Nth(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
    }
}

/// <summary>A case that was measured beside its floor.</summary>
/// <param name="Case">no change, withdrawal, ...</param>
/// <param name="Services">Virtual services, or prefixes.</param>
/// <param name="Ours">Of our program.</param>
/// <param name="Floor">Of the tools alone.</param>
/// <param name="Started">Processes that it starts; null where they were not counted.</param>
internal sealed record Result(string Case, int Services, Samples Ours, Samples Floor, int? Started)
{
    public double Ratio => Ours.Median / Floor.Median;

    public double Own => Ours.Median - Floor.Median;
}
