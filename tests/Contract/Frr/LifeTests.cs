using Tools.Execution;

namespace Contract.Frr;

/// <summary>What vtysh does when bgpd is down, stopped, killed or started anew (facts/vtysh.md "What decides the design").</summary>
[Collection(BgpCollectionDefinition.Name)]
public class LifeTests
{
    private const string FailedToConnect = "Exiting: failed to connect to any daemons.";

    private readonly BgpTestBed _bed;

    public LifeTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    [FrrTheory]
    [InlineData("show running-config")]
    [InlineData("show bgp ipv4 unicast 192.0.2.1/32 json")]
    [InlineData("configure terminal")]
    public void With_d_bgpd_a_dead_bgpd_is_status_1_although_socket_and_pid_file_stay(string command)
    {
        _bed.Dc1.KillBgpd();
        Assert.True(File.Exists(Path.Combine(_bed.Dc1.Folder, "bgpd.vty")));
        Assert.True(File.Exists(Path.Combine(_bed.Dc1.Folder, "bgpd.pid")));
        var answer = VtyshAnswer.Of(_bed.Dc1, command);
        Assert.Equal((1, ""), (answer.Status, answer.Output));
        Assert.Contains(FailedToConnect, answer.Error, StringComparison.Ordinal);
    }

    [FrrFact]
    public void Without_d_bgpd_a_dead_bgpd_gives_a_valid_looking_configuration_without_BGP()
    {
        _bed.Dc1.KillBgpd();
        var answer = VtyshAnswer.OfArguments(_bed.Dc1, "-c", "show running-config");
        Assert.Equal(0, answer.Status);
        Assert.StartsWith("Building configuration...", answer.Output.TrimStart(), StringComparison.Ordinal);
        Assert.EndsWith("end\n", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("router bgp", answer.Output, StringComparison.Ordinal);
    }

    [FrrTheory]
    [InlineData("show running-config")]
    [InlineData("show bgp summary json")]
    [InlineData("configure terminal")]
    public void A_stopped_bgpd_lets_vtysh_hang_for_ever(string command)
    {
        _bed.Dc1.StopBgpd();
        var result = _bed.Dc1.Vtysh(TimeSpan.FromSeconds(1.5), "-d", "bgpd", "-c", command);
        Assert.Equal(ToolEnding.TimedOut, result.Ending);

        _bed.Dc1.ContinueBgpd();
        Assert.Contains("router bgp 64699", _bed.Dc1.RunningConfiguration(), StringComparison.Ordinal);
    }

    [FrrFact]
    public void A_bgpd_that_dies_while_the_configuration_is_read_leaves_a_configuration_cut_short_with_status_0()
    {
        var answer = KilledDuring("show running-config");
        Assert.Equal(0, answer.Status);
        Assert.DoesNotContain("router bgp", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("end\n", answer.Output, StringComparison.Ordinal);
    }

    [FrrFact]
    public void A_question_after_it_shows_that_bgpd_has_died()
    {
        var answer = KilledDuring("show running-config", "show bgp summary json");
        Assert.False(answer.Status == 0 && answer.Output.Contains('{', StringComparison.Ordinal), answer.ToString());
    }

    [FrrFact]
    public void A_bgpd_that_dies_in_a_batch_is_seen_by_the_status_or_the_words()
    {
        var answer = KilledDuring("configure terminal", "router bgp 64699", "address-family ipv4 unicast", "network 192.0.2.7/32", "end", "show bgp summary json");
        Assert.True(answer.Status != 0 || answer.Error.Contains("bgpd", StringComparison.Ordinal), answer.ToString());
        Assert.DoesNotContain("{", answer.Output, StringComparison.Ordinal);
    }

    [FrrFact]
    public void A_restart_brings_the_statements_of_the_file_back_and_forgets_what_was_added()
    {
        VtyshAnswer.Configuring(_bed.Dc1, "ipv4", "no network 192.0.2.1/32", "network 192.0.2.7/32").IsSilentSuccess();
        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) is null && _bed.RouterSees("192.0.2.7/32", _bed.Dc1) is not null);

        _bed.Dc1.RestartBgpd();

        Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) == BgpTestBed.First, TimeSpan.FromSeconds(20));
        Assert.Empty(_bed.RouterSees("192.0.2.7/32"));
    }

    [FrrFact]
    public void Route_maps_before_the_statements_are_in_force_as_soon_as_bgpd_answers()
    {
        _bed.Dc1.RestartBgpd();
        Assert.Contains("valid, sourced, local", _bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32"), StringComparison.Ordinal);
    }

    [FrrFact]
    public void Route_maps_after_the_statements_come_into_force_later_but_need_no_cure()
    {
        var maps = _bed.Dc1.StartConfiguration.IndexOf("route-map BGP1 permit", StringComparison.Ordinal);
        var router = _bed.Dc1.StartConfiguration.IndexOf("router bgp", StringComparison.Ordinal);
        var text = _bed.Dc1.StartConfiguration;
        File.WriteAllText(_bed.Dc1.ConfigurationFile, text[..maps] + text[router..] + text[maps..router]);
        _bed.Dc1.RestartBgpd();
        Poll.Until(
            () => _bed.Dc1.Ask("show bgp ipv4 unicast 192.0.2.1/32").Contains("valid, sourced, local", StringComparison.Ordinal),
            TimeSpan.FromSeconds(15));
    }

    [FrrFact]
    public void A_user_without_the_groups_is_refused_with_the_words_of_a_bgpd_that_is_down()
    {
        var answer = AsNobody("--clear-groups");
        Assert.Equal((1, ""), (answer.Status, answer.Output));
        Assert.Contains(FailedToConnect, answer.Error, StringComparison.Ordinal);
        Assert.Contains("vtysh.conf due to 'Permission denied'", answer.Error, StringComparison.Ordinal);
    }

    [FrrFact]
    public void A_user_in_frrvty_alone_is_served_with_a_complaint_about_vtysh_conf_on_stderr()
    {
        var answer = AsNobody("--groups", "frrvty");
        Assert.Equal(0, answer.Status);
        Assert.Contains("router bgp 64699", answer.Output, StringComparison.Ordinal);
        Assert.Contains("vtysh.conf due to 'Permission denied'", answer.Error, StringComparison.Ordinal);
    }

    private VtyshAnswer AsNobody(params string[] groups) => VtyshAnswer.From(new ToolRunner().Run(new(
        Host.Find("setpriv")!,
        ["--reuid", "nobody", "--regid", "nogroup", .. groups, BgpTestBed.VtyshProgram, .. _bed.Dc1.VtyshOptions, "-d", "bgpd", "-c", "show running-config"],
        TimeSpan.FromSeconds(10))));

    /// <summary>Stops bgpd, lets vtysh ask it, and kills bgpd when vtysh waits for the answer.</summary>
    private VtyshAnswer KilledDuring(params string[] commands)
    {
        _bed.Dc1.StopBgpd();
        VtyshAnswer? answer = null;
        var asking = new Thread(() => answer = VtyshAnswer.Of(_bed.Dc1, commands));
        asking.Start();
        Poll.Until(() => Host.ProcessesWith(_bed.Dc1.Folder, "vtysh").Any(Host.WaitsOnSocket));
        _bed.Dc1.KillBgpd();
        asking.Join();
        return answer!;
    }
}
