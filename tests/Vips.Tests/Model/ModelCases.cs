using FsCheck;
using FsCheck.Fluent;
using Ipvs.Ipvsadm.Model;
using Vips.Policies;
using Vips.Tests.Properties;

namespace Vips.Tests.Model;

/// <summary>
/// Small sites, 100,000 in a few seconds: FsCheck gives two numbers, from which a site is drawn without its combinators (they
/// cost more than judging it), and shrinks the site that fails.
/// </summary>
public static class ModelCases
{
    private static readonly string?[] Running = ["BGP1", "BGP1", "BGP1", null, null, "BGP2", "GHOST", "words", "DRAIN"];
    private static readonly string?[] Startup = ["BGP1", "BGP1", "BGP1", "BGP1", null, "BGP2", "GHOST", "DRAIN"];
    private static readonly int?[] WithdrawnAgo = [null, null, 10, 299, 300, 4000];
    private static readonly int?[] PinnedAgo = [null, null, null, 599, 600, -5];
    private static readonly int[] CountedAgo = [60, 60, 60, 30, 29, 0, -60];
    private static readonly int[] Ports = [80, 443, 8080];

    public static Arbitrary<ModelCase> Any { get; } = Arb.From(
        Gen.Choose(0, int.MaxValue).SelectMany(_ => Gen.Choose(0, int.MaxValue), (one, other) => Draw(new Dice(((ulong)one << 32) | (uint)other))),
        Shrink);

    private static ModelCase Draw(Dice dice)
    {
        var gates = dice.In(3) ? Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => dice.Of(Enum.GetValues<Gate>())).Distinct().ToArray() : [];
        var isCrowd = dice.In(16); // enough for a mass withdrawal
        var vips = Enumerable.Range(1, isCrowd ? 3 + dice.Below(5) : dice.In(3) ? 2 : 1).Select(host => Vip(dice, host, isCrowd)).ToArray();
        return new(new(Rules(dice), gates, vips), dice.In(2) ? Twisted(dice) : new());
    }

    private static Rules Rules(Dice dice)
    {
        var drop = dice.Below(3);
        var choice = dice.Of(Enum.GetValues<ServiceChoice>());
        return new()
        {
            Drop = drop,
            Restore = drop + 1 + dice.Below(3),
            Fall = 1 + dice.Below(3),
            Rise = 1 + dice.Below(3),
            MissingFall = 1 + dice.Below(3),
            HoldDown = TimeSpan.FromMinutes(dice.In(3) ? 5 : 0),
            Services = choice,
            Listed = choice == ServiceChoice.Listed ? [new(IpvsProtocol.Tcp, 80), new(dice.In(4) ? IpvsProtocol.Udp : IpvsProtocol.Tcp, 443)] : [],
        };
    }

    private static VipCase Vip(Dice dice, int host, bool isCrowd)
    {
        var services = Ports.Where(_ => dice.In(2)).Select(port => Service(dice, port)).ToArray();
        return new(
            host, dice.In(3), isCrowd && !dice.In(4) ? "BGP1" : dice.Of(Running), isCrowd && !dice.In(6) ? "BGP1" : dice.Of(Startup), services,
            dice.In(3) ? dice.Of(Enum.GetValues<ClaimCase>()) : ClaimCase.None,
            new(dice.In(3), dice.In(2), dice.Below(3), dice.Of(WithdrawnAgo), dice.In(4), dice.Of(PinnedAgo)),
            new(dice.In(4), dice.In(6), dice.In(3)));
    }

    private static ServiceCase Service(Dice dice, int port)
    {
        var live = dice.In(3) ? 0 : dice.Below(7);
        var streak = dice.Below(4);
        return new(port, live, dice.Below(2), !dice.In(4), live < 3 ? streak : 0, live < 3 ? 0 : streak);
    }

    private static Twists Twisted(Dice dice) => new()
    {
        Shadow = dice.In(10),
        LastExit = dice.In(2) ? dice.Of(Enum.GetValues<LastExit>()) : null,
        SeesOtherSites = dice.In(3),
        LookedBefore = dice.In(2),
        CountedSecondsAgo = dice.Of(CountedAgo),
        Rebooted = dice.In(5),
        Sorry = dice.In(5),
        MarkLive = dice.In(4) ? dice.Below(4) : null,
        ListedRules = dice.In(4) ? Rules(dice) : null,
        MaskV4 = dice.In(8) ? 31 : 32,
        Flaps = dice.In(2) ? dice.Below(6) : null,
        SecondClaim = dice.In(3) ? dice.Of(Enum.GetValues<ClaimCase>()) : ClaimCase.None,
        DrainRouteMap = !dice.In(8),
        Refuse = dice.In(2),
        MaxWithdraw = dice.Of([50, 50, 0, 33, 100]),
        Mass = dice.Below(4),
        KeepalivedSeconds = dice.Of([3600, 3600, 59, 60]),
        Denied = dice.In(4),
        Gained = [dice.Below(2), dice.Below(2) * 2, dice.Below(3)],
    };

    private static IEnumerable<ModelCase> Shrink(ModelCase larger)
    {
        if (larger.Twists != new Twists())
        {
            yield return larger with { Twists = new() };
        }

        foreach (var site in Sites.Smaller(larger.Site))
        {
            yield return larger with { Site = site };
        }

        var (twists, plain) = (larger.Twists, new Twists());
        foreach (var simpler in (Twists[])
        [
            twists with { Shadow = false }, twists with { LastExit = null }, twists with { SeesOtherSites = false }, twists with { LookedBefore = false },
            twists with { CountedSecondsAgo = plain.CountedSecondsAgo }, twists with { Rebooted = false }, twists with { Sorry = false },
            twists with { MarkLive = null }, twists with { ListedRules = null }, twists with { MaskV4 = 32 }, twists with { SecondClaim = ClaimCase.None },
            twists with { DrainRouteMap = true }, twists with { Flaps = null }, twists with { Refuse = false }, twists with { MaxWithdraw = 50 }, twists with { Mass = 0 },
            twists with { KeepalivedSeconds = plain.KeepalivedSeconds }, twists with { Denied = false },
        ])
        {
            if (simpler != twists)
            {
                yield return larger with { Twists = simpler };
            }
        }
    }

    /// <summary>Steele, Lea and Flood 2014 (SplitMix64): one multiplication chain a draw.</summary>
    private sealed class Dice(ulong state)
    {
        private ulong _state = state;

        /// <returns>0 to below - 1.</returns>
        internal int Below(int below)
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)(((mixed ^ (mixed >> 31)) >> 33) % (ulong)below);
        }

        /// <summary>True one time in so many.</summary>
        internal bool In(int times) => Below(times) == 0;

        internal T Of<T>(T[] values) => values[Below(values.Length)];
    }
}
