using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>
/// Runs of the lab's director lvs1 (real IPVS, keepalived and FRR; docs/replay.md says how they were taken), decided again:
/// what this version decides otherwise is a change that somebody must have wanted.
/// </summary>
public sealed class FixtureTests
{
    /// <summary>
    /// The scenario of the lab that plays what a bundle holds, so that it can be taken anew. The oldest seven are of a younger lab,
    /// and hit all four VIPs where some scenarios hit two.
    /// </summary>
    private static readonly SortedDictionary<string, string> Scenarios = new(StringComparer.Ordinal)
    {
        ["all-real-servers-die"] = "S02RealServersDie.A_whole_site_that_dies_is_looked_at_twice_and_then_withdrawn",
        ["bgpd-is-gone"] = "S06Bgpd.Killed_it_is_unusable_and_after_its_restart_a_hold_is_enforced_again",
        ["drain-is-left-alone"] = "S13SafeHands.A_drain_that_was_killed_is_left_alone_until_its_servers_die",
        ["firewall-mark-is-dead"] = "S04KindsOfService.A_firewall_mark_counts_for_the_VIP_that_lists_it",
        ["frozen"] = "S13SafeHands.A_freeze_changes_nothing_but_holds",
        ["held-at-boot"] = "S13SafeHands.At_a_start_of_bgpd_holds_are_enforced_at_once",
        ["ipvsadm-fails"] = "S06Bgpd.Restarted_while_a_VIP_is_held_and_ipvsadm_is_broken_it_is_made_to_withdraw_again",
        ["keepalived-dies"] = "S05Keepalived.Killed_it_leaves_a_table_that_is_not_believed",
        ["keepalived-is-stopped"] = "S05Keepalived.Stopped_with_SIGTERM_its_VIPs_are_missing_and_withdrawn_at_the_second_look",
        ["keepalived-is-young"] = "S05Keepalived.Stopped_with_SIGTERM_its_VIPs_are_missing_and_withdrawn_at_the_second_look",
        ["last-exit-is-kept"] = "S09BothSites.Under_refuse_the_last_exit_is_kept_and_the_first_lets_go",
        ["one-port-dies"] = "S03OnePortDies.Policy_all_withdraws_once_and_does_not_flap",
        ["real-servers-return"] = "S02RealServersDie.A_whole_site_that_dies_is_looked_at_twice_and_then_withdrawn",
        ["sorry-server-is-not-live"] = "S04KindsOfService.A_sorry_server_is_not_live",
        ["weight-0-is-not-live"] = "S04KindsOfService.A_server_kept_with_weight_0_by_inhibit_on_failure_is_not_live",
    };

    private static readonly string Folder = Path.Combine(Repository.Root(), "tests", "Fixtures", "bundles");

    [Fact]
    public void Every_bundle_is_of_a_scenario_that_the_lab_still_plays()
    {
        Assert.Equal(Scenarios.Keys.Select(name => $"{name}.bundle.json"), Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (type, method) in Scenarios.Values.Select(scenario => (scenario.Split('.')[0], scenario.Split('.')[1])))
            Assert.Contains($"public void {method}() => lab.Scenario(", File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Lab", "Scenarios", $"{type}.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_the_lab_decide_as_they_did()
    {
        var run = Recorded.Replay(Folder);

        Golden.Verify("VipWatchdog/bundles.txt", Recorded.Text(run).Replace($"{Folder}/", "", StringComparison.Ordinal));
        Assert.Equal(0, run.Status);
    }
}
