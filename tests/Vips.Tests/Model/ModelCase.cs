using Ipvs.Ipvsadm.Model;
using Net.Prefixes;
using Vips.Holds;
using Vips.Policies;
using Vips.Readings;
using Vips.State;
using Vips.Tests.Properties;
using static Vips.Tests.World;

namespace Vips.Tests.Model;

/// <summary>What a site may have beside what <see cref="SiteCase"/> generates; the default changes nothing.</summary>
public sealed record Twists
{
    public bool Shadow { get; init; }

    public LastExit? LastExit { get; init; }

    public bool SeesOtherSites { get; init; }

    /// <summary>An earlier look of this run wanted every VIP withdrawn.</summary>
    public bool LookedBefore { get; init; }

    /// <summary>How long ago everything that is counted was counted, in seconds; below 0 it lies in the future.</summary>
    public int CountedSecondsAgo { get; init; } = 60;

    /// <summary>The machine has booted since.</summary>
    public bool Rebooted { get; init; }

    /// <summary>198.51.100.1, the first real server of every service, only says sorry.</summary>
    public bool Sorry { get; init; }

    /// <summary>The listed VIPs have mark 7, and the table has its services of both families with so many live; null: no mark.</summary>
    public int? MarkLive { get; init; }

    /// <summary>The rules of the listed VIPs; null: those of all.</summary>
    public Rules? ListedRules { get; init; }

    /// <summary>Length of an IPv4 VIP's prefix.</summary>
    public int MaskV4 { get; init; } = 32;

    /// <summary>A second claim on every VIP that has one.</summary>
    public ClaimCase SecondClaim { get; init; }

    /// <summary>Damping of 1m to 8m, and so many flaps of every VIP; null: off.</summary>
    public int? Flaps { get; init; }

    public bool DrainRouteMap { get; init; } = true;

    public bool Refuse { get; init; }

    /// <summary>Percent.</summary>
    public int MaxWithdraw { get; init; } = 50;

    /// <summary>Observations that wanted a mass withdrawal; 0 none.</summary>
    public int Mass { get; init; }

    public int KeepalivedSeconds { get; init; } = 3600;

    /// <summary>A failure is one of permission.</summary>
    public bool Denied { get; init; }

    /// <summary>Real servers that each service has gained at the second reading of a mass withdrawal, over and over.</summary>
    public IReadOnlyList<int> Gained { get; init; } = Nothing;

    private static readonly int[] Nothing = [0];
}

/// <summary>A generated site and its twists; it shrinks as the site does, and to fewer twists.</summary>
public sealed record ModelCase(SiteCase Site, Twists Twists)
{
    public override string ToString() => $"{Site}\n{Twists}";

    public Inputs ToInputs()
    {
        var world = Site.ToWorld();
        var then = new Moment(Twists.Rebooted ? "boot-0" : world.Now.BootId, world.Now.SinceBoot, world.Now.Wall);
        Moment Ago(int seconds) => then with { SinceBoot = then.SinceBoot - TimeSpan.FromSeconds(seconds), Wall = then.Wall - TimeSpan.FromSeconds(seconds) };
        Streak? Moved(Streak? streak) => streak is null ? null : streak with { LastCounted = Ago(Twists.CountedSecondsAgo) };
        var marks = Twists.MarkLive is null ? Array.Empty<uint>() : [7];
        world = world with
        {
            Policy = world.Policy with
            {
                Default = Damped(world.Policy.Default),
                Shadow = Twists.Shadow,
                LastExit = Twists.LastExit ?? world.Policy.LastExit,
                SeesOtherSites = Twists.SeesOtherSites,
                SorryServers = Twists.Sorry ? new HashSet<IpAddress> { IpAddress.Parse("198.51.100.1") } : world.Policy.SorryServers,
                MaskV4 = Twists.MaskV4,
                Vips = [.. world.Policy.Vips.Where(IsOfConfiguredLength).Select(entry => entry with { FirewallMarks = marks, Rules = Damped(Twists.ListedRules ?? entry.Rules) })],
                DrainRouteMap = Twists.DrainRouteMap ? world.Policy.DrainRouteMap : null,
                MaxWithdrawAction = Twists.Refuse ? MassWithdrawalAction.Refuse : MassWithdrawalAction.Recheck,
                MaxWithdrawPercent = Twists.MaxWithdraw,
            },
            LeftByFirstPass = Twists.LookedBefore ? Site.Vips.Select(vip => vip.Prefix).ToHashSet() : world.LeftByFirstPass,
            Table = Twists.MarkLive is { } live ? [.. world.Table, Service("fwm/7", live), Service("fwm6/7", live)] : world.Table,
            Holds = [.. world.Holds.Select(WithSecondClaim)],
            Keepalived = world.Keepalived is KeepalivedState.Running { Age.TotalHours: 1 }
                ? new KeepalivedState.Running(TimeSpan.FromSeconds(Twists.KeepalivedSeconds)) : world.Keepalived,
            State = world.State with
            {
                MassWithdrawal = Twists.Mass == 0 ? null : new(Twists.Mass, Ago(Twists.CountedSecondsAgo)),
                Services = world.State.Services.ToDictionary(pair => pair.Key, pair => pair.Value with
                {
                    Low = Moved(pair.Value.Low),
                    High = Moved(pair.Value.High),
                }),
                Vips = world.State.Vips.ToDictionary(pair => pair.Key, pair => pair.Value with
                {
                    Missing = Moved(pair.Value.Missing),
                    Damping = Twists.Flaps is > 0 and { } flaps ? new(flaps, Ago(Twists.CountedSecondsAgo)) : null,
                }),
            },
            BgpdFails = Denied(world.BgpdFails),
            PathsFail = Denied(world.PathsFail),
            IpvsadmFails = Denied(world.IpvsadmFails),
            BaselineFails = Denied(world.BaselineFails),
        };
        return world.ToInputs();
    }

    /// <summary>The second reading of a mass withdrawal: some real servers have come back.</summary>
    public Inputs Again(Inputs inputs) => !inputs.Table.IsKnown ? inputs : inputs with
    {
        Table = Tools.Execution.Reading<IpvsTable>.Known(new([.. inputs.Table.Value.Services.Select((service, at) =>
            Service(service.Key, service.RealServers.Count(server => server.Weight > 0) + Twists.Gained[at % Twists.Gained.Count]))])),
    };

    /// <summary>The configuration refuses an entry of another length: it would never be managed.</summary>
    private bool IsOfConfiguredLength(VipEntry entry) => entry.Prefixes.All(prefix => prefix.IsIPv6 || prefix.Length == Twists.MaskV4);

    private Rules Damped(Rules rules) => Twists.Flaps is null ? rules : rules with
    {
        Damping = TimeSpan.FromMinutes(1),
        DampingCap = TimeSpan.FromMinutes(8),
        DampingQuiet = TimeSpan.FromSeconds(30),
    };

    private Hold WithSecondClaim(Hold hold) => Twists.SecondClaim == ClaimCase.None ? hold
        : hold with { Claims = [.. hold.Claims, SiteCase.ClaimOf(Twists.SecondClaim, InOrder.Now.Wall)] };

    private Tools.Execution.Failure? Denied(Tools.Execution.Failure? failure) =>
        failure is null ? null : Failed(failure.Subject, failure.Words, Twists.Denied);
}
