using static Lab.Expected;

namespace Lab.Scenarios;

/// <summary>The lab itself, without VipTools: what every other scenario starts from.</summary>
[Collection(nameof(FaultsGuest))]
public sealed class S00Nominal(FaultsGuest lab)
{
    [LabFact]
    public void Each_site_answers_for_the_services_that_it_is_first_choice_of() => lab.Scenario(() =>
    {
        lab.RouterShows();
        lab.ClientGets();
        Assert.Equal(string.Join('\n', [
            $"TCP {Four1}:443 2", $"TCP {Four1}:80 2", $"TCP {Four2}:443 2", $"TCP {Four2}:80 2",
            $"TCP [{Six1}]:443 2", $"TCP [{Six1}]:80 2", $"TCP [{Six2}]:443 2", $"TCP [{Six2}]:80 2"]), lab.Lvs1.Live());
    });

    [LabFact]
    public void Keepalived_takes_a_dead_real_server_out_and_back_and_the_router_is_not_told() => lab.Scenario(() =>
    {
        lab.Kill("", "rs1");
        lab.Lvs1.WaitForLive(1, $"{Four1}:80");
        lab.ClientGets((Four1, "rs2"), (Six1, "rs2"));
        lab.RouterShows();
        lab.Revive("rs1");
        lab.Lvs1.WaitForLive(2, $"{Four1}:80");
        lab.ClientGets();
    });

    [LabFact]
    public void A_first_run_in_the_nominal_state_changes_nothing_and_says_nothing() => lab.Scenario(() =>
    {
        lab.Lvs1.FirstRun();
        lab.Lvs2.FirstRun();
        lab.RouterShows();
        lab.Lvs1.Logged(Lines.Bgp);
        lab.Lvs1.Logged(Lines.Watchdog);
    });
}
