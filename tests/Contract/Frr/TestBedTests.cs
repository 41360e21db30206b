namespace Contract.Frr;

[Collection(BgpCollectionDefinition.Name)]
public class TestBedTests
{
    private readonly BgpTestBed _bed;

    public TestBedTests(BgpTestBed bed)
    {
        _bed = bed;
        bed.Reset();
    }

    [FrrFact]
    public void The_router_sees_each_VIP_from_both_sites_with_their_prepends()
    {
        Assert.Equal(BgpTestBed.First, _bed.RouterSees("192.0.2.1/32", _bed.Dc1));
        Assert.Equal(BgpTestBed.Backup, _bed.RouterSees("192.0.2.1/32", _bed.Dc2));
        Assert.Equal(BgpTestBed.Backup, _bed.RouterSees("2001:db8::2/128", _bed.Dc1));
        Assert.Equal(BgpTestBed.First, _bed.RouterSees("2001:db8::2/128", _bed.Dc2));
        Assert.Empty(_bed.RouterSees("192.0.2.99/32"));
    }

    [FrrTheory]
    [InlineData("change")]
    [InlineData("stop")]
    [InlineData("kill")]
    [InlineData("file")]
    public void It_comes_back_to_its_start_from_any_state(string harm)
    {
        switch (harm)
        {
            case "change":
                _bed.Dc1.Configure("ipv4", "no network 192.0.2.1/32", "network 192.0.2.77/32");
                Poll.Until(() => _bed.RouterSees("192.0.2.1/32", _bed.Dc1) is null);
                break;
            case "stop":
                _bed.Dc1.StopBgpd();
                break;
            case "kill":
                _bed.Dc1.KillBgpd();
                break;
            default:
                File.WriteAllText(_bed.Dc1.ConfigurationFile, "hostname dc1\n");
                _bed.Dc1.RestartBgpd();
                break;
        }

        _bed.Reset();
        Assert.Equal(BgpTestBed.First, _bed.RouterSees("192.0.2.1/32", _bed.Dc1));
        Assert.Empty(_bed.RouterSees("192.0.2.77/32"));
    }

    [FrrFact]
    public void What_a_killed_run_left_is_swept_and_what_a_living_one_has_is_not()
    {
        const string Dead = "vt4194305-dead-dc1"; // above the highest id that Linux gives to a process
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Dead));
        Host.Run("ip", ["netns", "add", Dead]);
        Host.Run("sh", ["-c", $"ip netns exec {Dead} sleep 600 </dev/null >/dev/null 2>&1 &"]);
        Poll.Until(() => Host.Run("ip", ["netns", "pids", Dead]).Length > 0);

        BgpNetwork.SweepDeadRuns();
        RunFolder.SweepDeadRuns();

        Assert.DoesNotContain(Dead, Host.Run("ip", ["netns", "list"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.FullName));
        Assert.True(_bed.Dc1.BgpdIsAlive);
    }
}
