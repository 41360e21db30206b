using Vips.Elsewhere;
using Vips.Monitoring;
using Vips.Policies;
using Vips.Watchdog;
using static Vips.Tests.World;

namespace Vips.Tests.Monitoring;

/// <summary>`status --check`: what pages, what warns, and what cannot be judged.</summary>
public class DirectorCheckTests
{
    private static readonly World Watched = InOrder with { State = InOrder.State with { LastSuccess = InOrder.Before(TimeSpan.FromSeconds(42)) } };

    public static TheoryData<string, CheckState, string> Cases()
    {
        var cases = new TheoryData<string, CheckState, string>();
        foreach (var (name, (_, state, words)) in Worlds)
        {
            cases.Add(name, state, words);
        }

        return cases;
    }

    private static readonly Dictionary<string, (World World, CheckState State, string Words)> Worlds = new()
    {
        ["well"] = (Watched, CheckState.Ok, "VIPTOOLS OK - 1 of 1 VIPs announced | vips=1 announced=1 held=0 down=0 since_success=42s;;180"),
        ["no run yet"] = (InOrder, CheckState.Critical, "no run of vip-watchdog has succeeded here | vips=1"),
        ["180 s ago"] = (Last(180), CheckState.Ok, "since_success=180s"),
        ["181 s ago"] = (Last(181), CheckState.Critical, "the last run of vip-watchdog that succeeded was 3 min ago"),
        ["bgpd unreadable"] = (Watched.BgpdFails(), CheckState.Unknown, "VIPTOOLS UNKNOWN - 0 of 1 VIPs announced; vtysh: timed out"),
        ["ipvsadm fails"] = (Watched.IpvsadmFails(), CheckState.Unknown, "ipvsadm: timed out"),
        ["ipvsadm fails, a managed VIP"] = (Watched.SeenInIpvs().IpvsadmFails(), CheckState.Unknown, "ipvsadm: timed out"),
        ["state not writable"] = (Watched.StateNotWritable(), CheckState.Unknown, "No space left on device"),
        ["held"] = (Watched.NotConfigured().Held(), CheckState.Warning, "0 of 1 VIPs announced; 1 held, 0 down | vips=1 announced=0 held=1"),
        ["down"] = (Watched.Live(0).NotConfigured(), CheckState.Warning, "0 held, 1 down: 0 realservers available behind 192.0.2.1"),
        ["frozen"] = (Watched.Frozen(), CheckState.Warning, "frozen by alice (new switches)"),
        ["in the shadow"] = (Watched with { Policy = Watched.Policy with { Shadow = true } }, CheckState.Warning, "shadow: true"),
        ["not originated, issued again before"] = (Watched.NotOriginated() with { State = Watched.State.WithVip(Vip, vip => vip with { Reissued = true }) }, CheckState.Critical, "configured but not originated"),
        ["still originated"] = (Watched.Live(0).NotConfigured().Redistributed(), CheckState.Critical, "0 realservers available behind 192.0.2.1"),
        ["the last exit kept"] = (Watched.Services(("tcp/80", 1), ("tcp/443", 0)).Guarded(LastExit.Refuse, OtherSitePath.None), CheckState.Critical, "kept as the last exit"),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judges(string name, CheckState state, string words)
    {
        var inputs = Worlds[name].World.ToInputs();
        var check = DirectorCheck.Of(inputs, Judgement.Of(inputs));

        Assert.Equal(state, check.State);
        Assert.Contains(words, check.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('|', check.ToString().Split(" | ")[0]);
    }

    private static World Last(int seconds) => InOrder with { State = InOrder.State with { LastSuccess = InOrder.Before(TimeSpan.FromSeconds(seconds)) } };
}
