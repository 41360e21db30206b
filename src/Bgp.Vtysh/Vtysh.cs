using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>The vtysh of this machine: what bgpd has, and changes to it.</summary>
public sealed class Vtysh
{
    /// <summary>Keeps our commands out of ~/.history_frr, where FRR appends every one of them (facts/vtysh.md, FRR 10.7.0).</summary>
    private static readonly Dictionary<string, string> NoHistory = new() { ["VTYSH_HISTFILE"] = "/dev/null" };

    private readonly IToolRunner _runner;
    private readonly VtyshSettings _settings;
    private readonly VtyshDeadlines _deadlines;
    private readonly TimeProvider _clock;
    private readonly Action<TimeSpan> _wait;
    private readonly Func<double> _random;

    /// <param name="runner">Starts vtysh.</param>
    /// <param name="settings">How it is called.</param>
    /// <param name="deadlines">How long it gets; the defaults of facts/vtysh.md without.</param>
    /// <param name="clock">Measures how long a lock has been waited for.</param>
    /// <param name="wait">Sleeps between two tries at a lock.</param>
    /// <param name="random">From 0 to below 1, spreads those tries.</param>
    /// <exception cref="ArgumentException">The options have a <see cref="VtyshSettings.Fault"/>.</exception>
    public Vtysh(
        IToolRunner runner, VtyshSettings settings, VtyshDeadlines? deadlines = null,
        TimeProvider? clock = null, Action<TimeSpan>? wait = null, Func<double>? random = null)
    {
        if (VtyshSettings.Fault(settings.Options) is { } fault)
            throw new ArgumentException(fault, nameof(settings));
        _runner = runner;
        _settings = settings;
        _deadlines = deadlines ?? VtyshDeadlines.Default;
        _clock = clock ?? TimeProvider.System;
        _wait = wait ?? Thread.Sleep;
        _random = random ?? Random.Shared.NextDouble;
    }

    /// <summary>What bgpd runs, in one call that also tells the suite.</summary>
    public Reading<RunningConfiguration> ReadRunningConfiguration() => RunningConfigurationParser.Parse(
        Run(VtyshCommands.RunningConfiguration(_settings), _deadlines.Read), _settings.Suite);

    /// <summary>What bgpd runs, as text: to be shown, or compared with another text. Unknown where it may be cut short.</summary>
    public Reading<string> ReadRunningText()
    {
        var result = Run(VtyshCommands.RunningConfiguration(_settings), _deadlines.Read);
        var configuration = RunningConfigurationParser.Parse(result, _settings.Suite);
        return configuration.IsKnown ? RunningConfigurationParser.Text(result) : Reading<string>.Unknown(configuration.Failure);
    }

    /// <summary>
    /// bgpd's table for the prefixes, in the instance's VRF or view; with none nothing is asked. Unknown when one of the
    /// answers is. On Quagga a peer told of a prefix may hear of it only 3 s later (facts/vtysh.md, "Reading").
    /// </summary>
    public Reading<IReadOnlyDictionary<Prefix, BgpPaths>> ReadPaths(
        Suite suite, BgpInstance instance, IReadOnlyList<Prefix> prefixes)
    {
        var paths = new Dictionary<Prefix, BgpPaths>(prefixes.Count);
        for (var at = 0; at < prefixes.Count; at += VtyshCommands.MostPrefixes)
        {
            var chunk = Part(prefixes, at, Math.Min(VtyshCommands.MostPrefixes, prefixes.Count - at));
            var result = Run(VtyshCommands.Paths(_settings, suite, instance, chunk), _deadlines.Read);
            var reading = BgpPathsParser.Parse(result, suite, chunk);
            if (!reading.IsKnown)
                return reading;
            foreach (var (prefix, answer) in reading.Value)
                paths[prefix] = answer;
        }

        return Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(paths);
    }

    /// <summary>
    /// Sends the changes in the order given, up to the first batch that is not applied whole. While somebody else keeps
    /// the configuration locked, what is left is tried again until the deadline.
    /// </summary>
    /// <param name="instance">The running instance, as read just now: another line would create it.</param>
    /// <param name="changes">With none nothing is sent.</param>
    public BatchResult Apply(BgpInstance instance, IReadOnlyList<StatementChange> changes)
    {
        var begun = _clock.GetTimestamp();
        var sent = 0;
        while (sent < changes.Count)
        {
            var chunk = changes.Skip(sent).Take(Batch.MostChanges).ToList();
            var batch = Batch.Of(instance, chunk);
            var result = BatchResultParser.Parse(_runner.Run(Command(batch)), batch);
            if (result.Outcome == BatchOutcome.Applied)
            {
                sent += chunk.Count;
            }
            else if (result.Outcome == BatchOutcome.Locked && _clock.GetElapsedTime(begun) < _deadlines.Lock)
            {
                sent += Taken(result, chunk);
                _wait(Pause());
            }
            else
            {
                return result;
            }
        }

        return BatchResult.Applied;
    }

    private static List<Prefix> Part(IReadOnlyList<Prefix> prefixes, int begin, int count)
    {
        var part = new List<Prefix>(count);
        for (var i = begin; i < begin + count; i++)
            part.Add(prefixes[i]);
        return part;
    }

    /// <summary>
    /// How many changes stand before the one that met the lock. They are done, and must not be sent twice: FRR refuses
    /// to remove what is gone.
    /// </summary>
    private static int Taken(BatchResult result, List<StatementChange> chunk) =>
        result.Refused[0].Change is { } change ? chunk.FindIndex(one => ReferenceEquals(one, change)) : 0;

    /// <summary>50 to 250 ms, so that two who wait do not meet again and again.</summary>
    private TimeSpan Pause() => TimeSpan.FromMilliseconds(50 + (200 * _random()));

    private ToolResult Run(IReadOnlyList<string> arguments, TimeSpan deadline) => _runner.Run(Command(arguments, deadline));

    private ToolCommand Command(Batch batch) => Command(
        VtyshCommands.Apply(_settings, batch), _deadlines.Write + (_deadlines.PerChange * batch.Commands.Count));

    private ToolCommand Command(IReadOnlyList<string> arguments, TimeSpan deadline) =>
        new(_settings.Program, arguments, deadline) { Environment = NoHistory };
}
