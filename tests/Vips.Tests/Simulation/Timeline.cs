using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Policies;
using Vips.Readings;
using static Vips.Tests.World;

namespace Vips.Tests.Simulation;

/// <summary>
/// A director in simulated time: services die and come back, keepalived and bgpd restart, ipvsadm fails, by a seed; the
/// watchdog runs each minute through its real decisions, on a bgpd that obeys. A step is 10 s.
/// </summary>
internal sealed class Timeline
{
    internal const int Step = 10;
    internal const int RunEvery = 60;

    /// <summary>For so long after its start keepalived lists every real server, before it has checked any (docs/facts/ipvs.md: 7 s).</summary>
    private const int Unchecked = 20;

    private static readonly ServiceKey[] Keys = [.. Enumerable.Range(1, 250).Select(host => Key($"tcp/192.0.2.{host}:80"))];

    private readonly Random _random;
    private readonly bool[] _isAlive;
    private World _world;
    private int _keepalivedAge = 3600;
    private int _step;

    internal Timeline(int seed, Rules rules, int vips)
    {
        _random = new(seed);
        _isAlive = [.. Enumerable.Repeat(true, vips)];
        var statements = Enumerable.Range(1, vips).Select(host => Statement($"192.0.2.{host}/32", "BGP1")).ToArray();
        _world = new World { Policy = new() { Default = rules }, Configured = statements, Baseline = statements };
        Changes = [.. Enumerable.Range(0, vips).Select(_ => new List<int>())];
        DownSeconds = new int[vips];
        Allowed = Enumerable.Repeat(RunEvery, vips).ToArray();
    }

    /// <summary>In steps of the simulated time, when each VIP was withdrawn or announced.</summary>
    internal IReadOnlyList<List<int>> Changes { get; }

    /// <summary>For how long each VIP has been announced while none of its real servers lives, without a break.</summary>
    internal int[] DownSeconds { get; }

    /// <summary>How long that may be: one run, and what no run could know.</summary>
    internal int[] Allowed { get; }

    internal World World => _world;

    /// <summary>Seconds since the beginning.</summary>
    internal int Now => _step * Step;

    /// <summary>Every VIP is announced just when it serves.</summary>
    internal bool IsAtRest => Enumerable.Range(0, _isAlive.Length).All(vip => IsAnnounced(vip) == _isAlive[vip]);

    /// <param name="failures">Failures of services an hour, for each VIP; 0 leaves all as it is.</param>
    /// <param name="restarts">Of keepalived, of bgpd, and of readings of ipvsadm that fail, an hour each.</param>
    internal void Go(double failures, double restarts)
    {
        for (var vip = 0; vip < _isAlive.Length; vip++)
        {
            // Twice the failures: it dies, and it comes back.
            _isAlive[vip] ^= Happens(2 * failures);
        }

        Go(restarts);
    }

    /// <summary>The VIP's services live or die now.</summary>
    internal void Set(int vip, bool isAlive) => _isAlive[vip] = isAlive;

    internal void Go(double restarts)
    {
        _keepalivedAge = Happens(restarts) ? 0 : _keepalivedAge + Step;
        if (Happens(restarts))
        {
            _world = _world with { Configured = _world.Baseline }; // bgpd starts with its start-up configuration
        }

        _step++;
        var isRun = Now % RunEvery == 0;
        if (isRun)
        {
            RunNow(isUnreadable: Happens(restarts * RunEvery / Step));
        }

        for (var vip = 0; vip < _isAlive.Length; vip++)
        {
            var isWrong = !_isAlive[vip] && IsAnnounced(vip);
            var isBlind = isRun && (_world.IpvsadmFails is not null || _keepalivedAge < Unchecked);
            DownSeconds[vip] = isWrong ? DownSeconds[vip] + Step : 0;
            Allowed[vip] = isWrong ? Allowed[vip] + (isBlind ? RunEvery : 0) : RunEvery;
        }
    }

    private void RunNow(bool isUnreadable)
    {
        var run = Run.Of(_world.Later(RunEvery) with
        {
            Keepalived = new KeepalivedState.Running(TimeSpan.FromSeconds(_keepalivedAge)),
            Table = [.. _isAlive.Select((isAlive, vip) => Service(Keys[vip], isAlive || _keepalivedAge < Unchecked ? 2 : 0))],
            IpvsadmFails = isUnreadable ? Failed("ipvsadm") : null,
        });
        _world = run.After;
        foreach (var change in run.Plan.Changes)
        {
            Changes[IndexOf(change.Prefix)].Add(Now);
        }
    }

    private bool IsAnnounced(int vip) => _world.Configured.Any(statement => IndexOf(statement.Prefix) == vip);

    private static int IndexOf(Prefix prefix) => (int)(prefix.Address.Value & 0xFF) - 1;

    private bool Happens(double anHour) => _random.NextDouble() < anHour * Step / 3600;
}
