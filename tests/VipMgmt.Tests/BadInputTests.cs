using System.Diagnostics;
using Testing;

namespace VipMgmt.Tests;

/// <summary>What is refused before anything starts: one line, a status, and nothing touched.</summary>
public sealed class BadInputTests : OnSite
{
    [Theory]
    [InlineData("-d and -a exclude each other", "-d", "192.0.2.1", "-a", "192.0.2.2")]
    [InlineData("nothing to do: give -d NAME, -a NAME, or a command")]
    [InlineData("nothing to do", "--reason", "kernel")]
    [InlineData("'--frobnicate'", "-d", "192.0.2.1", "--frobnicate")]
    [InlineData("'stats'", "stats")]
    [InlineData("-d needs a NAME, or --all for every managed VIP", "-d", "--json")]
    [InlineData("'web' is neither a name nor an address: it is not fully qualified", "-d", "web")]
    [InlineData("'192.0.2.1/24' is neither a name nor an address: it has host bits; the network is 192.0.2.0/24", "-d", "192.0.2.1/24")]
    [InlineData("'192.0.2.1/33' is neither a name nor an address: an address of IPv4 has a length of 0 to 32", "-d", "192.0.2.1/33")]
    [InlineData("'192.0.2.1:80' is neither a name nor an address: leave the port out", "-d", "192.0.2.1:80")]
    [InlineData("'[2001:db8::1]' is neither a name nor an address: leave the brackets out", "-d", "[2001:db8::1]")]
    [InlineData("'192.0.2.1' stands behind another option: names stand directly behind -a", "-a", "--force", "192.0.2.1")]
    [InlineData("'192.0.2.300' is neither a name nor an address: it is a malformed address", "-a", "192.0.2.300")]
    [InlineData("'' is neither a name nor an address: it is empty", "-d", "")]
    [InlineData("'@/etc/passwd' is neither a name nor an address", "-d", "@/etc/passwd")]
    [InlineData("@/etc/passwd", "@/etc/passwd")]
    [InlineData("-x.example.net", "-d", "-x.example.net")]
    [InlineData("-x.example.net", "-d", "--", "-x.example.net")]
    [InlineData("--for 'soon' is no duration: write 90s, 5m or 2h", "-d", "192.0.2.1", "--for", "soon")]
    [InlineData("--for '0s' is no duration", "-d", "192.0.2.1", "--for", "0s")]
    [InlineData("--for '-5m' is no duration", "-d", "192.0.2.1", "--for=-5m")]
    [InlineData("--for '99999999999d' is no duration", "-d", "192.0.2.1", "--for", "99999999999d")]
    [InlineData("--reason belongs to -d", "-a", "192.0.2.1", "--reason", "kernel")]
    [InlineData("--no-hold belongs to -d", "-a", "192.0.2.1", "--no-hold")]
    [InlineData("--wait needs --drain", "-d", "192.0.2.1", "--wait", "5m")]
    [InlineData("--wait '5' is no duration: write 90s, 5m or 2h", "-d", "192.0.2.1", "--drain", "--wait", "5")]
    [InlineData("--drain belongs to -d", "-a", "192.0.2.1", "--drain")]
    [InlineData("--yes belongs to -d", "-a", "192.0.2.1", "-y")]
    [InlineData("--drain keeps the watchdog off with its hold: leave --no-hold out", "-d", "192.0.2.1", "--drain", "--no-hold")]
    [InlineData("--all stands in place of a NAME: leave '192.0.2.1' or --all out", "-d", "192.0.2.1", "--all")]
    [InlineData("-a needs a NAME, or --all for every managed VIP", "-a")]
    [InlineData("--for 'soon' is no duration", "freeze", "--for", "soon")]
    [InlineData("--all does not go with thaw", "--all", "thaw")]
    [InlineData("-4 and -6 exclude each other", "-d", "192.0.2.1", "-4", "-6")]
    [InlineData("--add does not go with status", "-a=192.0.2.1", "status")]
    [InlineData("--delete does not go with check-config", "-d=192.0.2.1", "check-config")]
    [InlineData("--force does not go with status", "--force", "status")]
    public void A_fault_of_the_command_line_is_64_and_one_line(string words, params string[] arguments)
    {
        Refused(Site.Run(arguments), 64, words);
        Assert.Empty(Site.Fakes.Calls());
        Unchanged();
    }

    [Theory]
    [InlineData("--for", "-d", "192.0.2.1", "--for")]
    [InlineData("--config", "-d", "192.0.2.1", "--config")]
    public void An_option_without_its_argument_is_64_and_one_line(string words, params string[] arguments)
    {
        Refused(Bare(arguments), 64, words);
    }

    [Fact]
    public void A_name_that_is_a_word_of_ours_does_not_run_the_command()
    {
        var run = Site.Run("-a", Www, "status");

        Assert.Equal(64, run.Status);
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Every_fault_of_the_configuration_is_told_at_once_and_nothing_touched()
    {
        Site.Yaml = "bpg:\n  vtysh: /usr/bin/vtysh\nwatchdogs: {}\n";
        Site.Set("watchdog.drop", "3");
        Site.Set("watchdog.restore", "3");

        var run = Site.Run("-y", "-d", "192.0.2.1");

        Assert.Equal((78, ""), (run.Status, run.Output));
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Matches($"^{Site.ConfigurationPath}:[0-9]+:[0-9]+: ", line));
        Assert.Contains(lines, line => line.Contains("bpg", StringComparison.Ordinal) && line.Contains("bgp", StringComparison.Ordinal));
        Assert.Empty(Site.Fakes.Calls());
        Unchanged();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_configuration_that_others_can_write_is_78(UnixFileMode mode)
    {
        Site.WriteConfiguration();
        File.SetUnixFileMode(Site.ConfigurationPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        Refused(RunAsItIs("-d", "192.0.2.1"), 78, "writable by others than its owner; chmod go-w");
        Unchanged();
    }

    [Fact]
    public void A_configuration_that_is_not_there_is_78() =>
        Refused(RunAsItIs("-d", "192.0.2.1"), 78, "viptools.yaml: no such file");

    [Fact]
    public void One_of_several_names_that_fails_changes_nothing()
    {
        Site.Dig.Reset().When($"*-q {Www} -t A", DigAnswers.Of("cname.A")).When($"*-q {Www} -t AAAA", DigAnswers.Of("cname.AAAA"))
            .When("*-t A", DigAnswers.Of("nxdomain.A")).When("*-t AAAA", DigAnswers.Of("nxdomain.AAAA"));

        var run = Site.Run("-y", "-d", "192.0.2.2", Www, "gone.example.net");

        Assert.Equal(68, run.Status);
        Assert.EndsWith("vip-mgmt: gone.example.net does not resolve: gone.example.net does not exist; or give the addresses\n", run.Error, StringComparison.Ordinal);
        Unchanged();
    }

    [Theory]
    [InlineData("nxdomain.A", 0, 68, "vip-mgmt: www.example.net does not resolve: www.example.net does not exist; ")]
    [InlineData("servfail.A", 0, 75, "vip-mgmt: www.example.net cannot be resolved: SERVFAIL for www.example.net; ")]
    [InlineData("timed-out.A", 9, 75, "vip-mgmt: www.example.net cannot be resolved: no answer for www.example.net: ")]
    [InlineData("a-only.AAAA", 1, 69, "vip-mgmt: www.example.net cannot be resolved: dig: ")]
    public void A_name_that_does_not_resolve_changes_nothing(string answer, int digs, int status, string words)
    {
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of(answer)) with { Status = digs });

        Refused(Site.Run("-y", "-d", Www), status, words);
        Unchanged();
    }

    [Fact]
    public void Half_an_answer_changes_nothing()
    {
        Site.Dig.Reset().When("*-t A", DigAnswers.Of("cname.A")).When("*-t AAAA", DigAnswers.Of("servfail.A"));

        Refused(Site.Run("-y", "-d", Www), 75, "www.example.net cannot be resolved: SERVFAIL for www.example.net");
        Unchanged();
    }

    [Fact]
    public void A_dig_that_hangs_is_temporary_and_holds_no_lock_meanwhile()
    {
        Site.Set("dns.timeout", "3s");
        Site.Dig.Reset().Always(FakeAnswer.HangsAfter());

        using var running = Site.Start("-y", "-d", Www);
        Assert.True(SpinWait.SpinUntil(() => Site.Fakes.Calls().Count >= 2, TimeSpan.FromSeconds(60)), "dig was never asked");

        Assert.False(File.Exists(Site.LockFile));
        Refused(running.Finish(), 75, "www.example.net cannot be resolved: no answer for www.example.net: ");
        Unchanged();
    }

    [Fact]
    public void A_dig_that_is_missing_is_69()
    {
        Site.Set("dns.dig", "/nowhere/dig");

        Refused(Site.Run("-y", "-d", Www), 69, "/nowhere/dig");
        Unchanged();
    }

    [Fact]
    public void What_was_resolved_is_remembered_offered_and_used_on_request()
    {
        Site.Run("-y", "-d", Www);
        Site.Run("-a", Www);
        Site.Dig.Reset().Always(FakeAnswer.Prints(DigAnswers.Of("servfail.A")));

        Refused(Site.Run("-y", "-d", Www), 75, "; --cached uses the resolution of 0 min ago");
        Said(
            Site.Run("-y", "-d", Www, "--cached"), 0,
            """
            www.example.net > www-vip.example.net (remembered, 0 min old)
            bgp_mgt: Deleting route to 192.0.2.1/32
            bgp_mgt: Deleting route to 2001:db8::1/128
            """);
    }

    [Fact]
    public void Damaged_memories_of_names_are_set_aside_and_said_once()
    {
        File.WriteAllText(State.Names.Path, "{ damaged");

        var cached = Site.Run("-y", "-d", Www, "--cached");
        var first = Site.Run("-y", "-d", Www);
        var second = Site.Run("-y", "-d", Www);

        Refused(cached, 68, $"no resolution is remembered ({State.Names.Path}: damaged (");
        Assert.Equal((0, 0), (first.Status, second.Status));
        Assert.StartsWith($"bgp_mgt: {State.Names.Path}: damaged (", first.Error, StringComparison.Ordinal);
        Assert.Equal("", second.Error);
        Assert.Equal("{ damaged", File.ReadAllText(Assert.Single(Directory.GetFiles(Site.State, "names.json.damaged-*"))));
    }

    [MountFact]
    public void A_full_disk_is_74_and_nothing_is_sent()
    {
        using var disk = new Mount(Site.Of("full"));
        Directory.CreateDirectory(Site.Of("full/state"));
        disk.Fill();
        Site.Set("state-dir", Site.Of("full/state"));

        Refused(Site.Run("-y", "-d", "192.0.2.1"), 74, "No space left on device: no hold can be written, so nothing is withdrawn (--no-hold withdraws all the same)");
        Unchanged();
    }

    [RootFact]
    [Trait("Coverage", "apart")]
    public void A_user_who_may_not_take_the_lock_is_77()
    {
        Site.WriteConfiguration();
        File.SetUnixFileMode(Site.Folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Site.ConfigurationPath, (UnixFileMode)0b110_100_100);

        using var process = Process.Start(new ProcessStartInfo(
            "setpriv",
            [
                "--reuid", "65534", "--regid", "65534", "--clear-groups", .. Executable.Command("vip-mgmt"),
                "-d", "192.0.2.1", "--config", Site.ConfigurationPath,
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Refused(new(process.ExitCode, process.StandardOutput.ReadToEnd(), error, default), 77, "vip-mgmt: the lock cannot be taken (");
        Unchanged();
    }

    [Fact]
    public void A_state_that_everybody_can_write_is_not_believed()
    {
        File.SetUnixFileMode(Site.State, (UnixFileMode)0b111_111_111);

        Refused(Site.Run("-y", "-d", "192.0.2.1"), 74, "writable by everybody; chmod o-w");
        Assert.Empty(Site.Sent());
    }

    [Fact]
    public void Help_and_version_touch_nothing()
    {
        var (help, version) = (RunAsItIs("--help"), Bare("--version"));

        Assert.Equal((0, "", 0, ""), (help.Status, help.Error, version.Status, version.Error));
        foreach (var option in (string[])["-d", "-a", "-4", "-6", "--cached", "--reason", "--for", "--force", "--no-hold", "--dry-run", "--json", "--config", "--verbose", "status", "check-config"])
        {
            Assert.Contains(option, help.Output, StringComparison.Ordinal);
        }

        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }

    private FakeRun RunAsItIs(params string[] arguments) => Bare([.. arguments, "--config", Site.ConfigurationPath]);

    private static FakeRun Bare(params string[] arguments)
    {
        using var running = new FakeRunning("vip-mgmt", arguments);
        return running.Finish();
    }
}
