using System.Text;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Testing;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

/// <summary>The edge against a fake vtysh, with a clock that only waiting moves.</summary>
public sealed class VtyshTests : IDisposable
{
    private static readonly Prefix Vip = Prefix.Parse("192.0.2.1/32");

    private readonly FakeTools _fakes = new();
    private readonly FakeTool _program;
    private readonly SteppedClock _clock = new();

    public VtyshTests() => _program = _fakes.Add("vtysh");

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void The_running_configuration_is_read_in_one_call()
    {
        _program.When("-N dc1 -d bgpd -c show running-config*", Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output);

        var running = New("-N", "dc1").ReadRunningConfiguration();

        Assert.Equal((Suite.Frr, 4), (running.Value.Suite, running.Value.Configuration.Instances[0].Statements.Count));
        Assert.Single(_fakes.Calls());
    }

    [Fact]
    public void Our_commands_stay_out_of_the_history()
    {
        _program.Always(new FakeAnswer { Shell = "echo \"$VTYSH_HISTFILE\" >$folder/history" });

        New().ReadRunningConfiguration();

        Assert.Equal("/dev/null\n", File.ReadAllText(Path.Combine(_fakes.Folder, "history")));
    }

    [Fact]
    public void A_hanging_bgpd_is_unknown_after_the_deadline()
    {
        _program.Always(FakeAnswer.HangsAfter("Building configuration...\n"));

        var failure = New(TimeSpan.FromSeconds(0.3)).ReadRunningConfiguration().Failure;

        Assert.Equal(FailureKind.Unusable, failure?.Kind);
        Assert.Equal("vtysh: timed out after 0.3 s; does bgpd hang?", failure?.ToString());
    }

    [Fact]
    public void A_missing_vtysh_says_so()
    {
        var vtysh = new Vtysh(new ToolRunner(), new("/nonexistent/vtysh", []));

        Assert.Equal(
            "/nonexistent/vtysh: no such program; install it or set its path in the configuration",
            vtysh.ReadRunningConfiguration().Failure?.ToString());
        Assert.Equal(BatchOutcome.Unknown, vtysh.Apply(Site.Instance, [Site.Remove("192.0.2.1/32")]).Outcome);
    }

    [Fact]
    public void Paths_of_many_prefixes_are_asked_for_in_few_calls()
    {
        var prefixes = Enumerable.Range(0, 1001).Select(i => Prefix.Parse($"10.0.{i / 250}.{i % 250}/32")).ToList();
        _program.Always(FakeAnswer.Prints(string.Concat(Enumerable.Repeat("{\n}\n", 1000))), FakeAnswer.Prints("{\n}\n"));

        var paths = New().ReadPaths(Suite.Frr, Site.Instance, prefixes);

        Assert.Equal(prefixes, paths.Value.Keys.Order());
        Assert.Equal(2, _fakes.Calls().Count);
    }

    [Fact]
    public void Without_prefixes_or_changes_nothing_is_started()
    {
        Assert.Empty(New().ReadPaths(Suite.Frr, Site.Instance, []).Value);
        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, []).Outcome);
        Assert.Empty(_fakes.Calls());
    }

    [Fact]
    public void A_batch_is_applied_as_a_dry_run_prints_it()
    {
        var changes = new[] { Site.Remove("192.0.2.2/32"), Site.Issue("192.0.2.1/32") };
        _program.Always(Taken(changes));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(
            VtyshCommands.Apply(new(_program.Path, []), Assert.Single(Batch.Chunks(Site.Instance, changes))), Assert.Single(_fakes.Calls()).Arguments);
    }

    [Fact]
    public void The_first_chunk_that_fails_ends_it()
    {
        var changes = Enumerable.Range(0, 1500).Select(i => Site.Remove($"10.0.{i / 250}.{i % 250}/32")).ToList();
        _program.Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Assert.Equal(BatchOutcome.Unknown, New().Apply(Site.Instance, changes).Outcome);
        Assert.Single(_fakes.Calls());
    }

    [Fact]
    public void A_lock_of_Quagga_is_waited_for()
    {
        var changes = new[] { Site.Remove("192.0.2.1/32") };
        var locked = FakeAnswer.Fails(1, output: "qa# conf t\nVTY configuration is locked by other VTY\n% Unknown command.\n");
        _program.Always(locked, locked, Taken(changes));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(3, _fakes.Calls().Count);
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)], _clock.Waits);
    }

    [Fact]
    public void A_lock_that_stays_is_told_after_the_deadline()
    {
        _program.Always(FakeAnswer.Fails(1, output: "qa# conf t\nVTY configuration is locked by other VTY\n% Unknown command.\n"));

        var result = New().Apply(Site.Instance, [Site.Remove("192.0.2.1/32")]);

        Assert.Equal(BatchOutcome.Locked, result.Outcome);
        Assert.Equal("'conf t': VTY configuration is locked by other VTY; % Unknown command.", result.Failure?.Words);
        Assert.Equal(4, _fakes.Calls().Count); // at 0, 100, 200 and 300 ms: the deadline
    }

    /// <summary>What stood before the lock is done; to remove it again would be refused.</summary>
    [Fact]
    public void After_a_lock_in_the_middle_only_the_rest_is_sent()
    {
        var changes = new[] { Site.Remove("192.0.2.1/32"), Site.Issue("192.0.2.2/32"), Site.Issue("192.0.2.3/32") };
        var first = Site.Echo(Batch.Of(Site.Instance, changes), before: 5);
        _program.Always(FakeAnswer.Fails(1, output: first + "% command failed, could not lock candidate DS\n"), Taken(changes[1..]));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(
            VtyshCommands.Apply(new(_program.Path, []), Batch.Of(Site.Instance, changes[1..])), _fakes.Calls()[1].Arguments);
    }

    [Fact]
    public void A_withdrawal_is_read_back_until_the_path_is_gone()
    {
        Running("2001:db8::1/128");
        var lingering = Capture.Read("frr-10.7.0/c8-json-right-after-no").Output.Replace("192.0.2.3/32", "192.0.2.1/32", StringComparison.Ordinal);
        _program.When("*show bgp*", FakeAnswer.Prints(lingering), FakeAnswer.Prints(lingering), FakeAnswer.Prints("{\n}\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.Empty(result.PathsOf(Vip)!.Paths);
        Assert.Equal(2, _clock.Waits.Count);
        Assert.Single(result.Running.Value.Configuration.Instances[0].Statements);
    }

    [Fact]
    public void A_withdrawal_that_something_else_keeps_alive_is_waited_for_to_the_limit()
    {
        Running("2001:db8::1/128");
        var redistributed = Capture.Read("frr-8.4.4/show-bgp-ipv4-redistributed-json").Output.Replace("192.0.2.200/32", "192.0.2.1/32", StringComparison.Ordinal);
        _program.When("*show bgp*", redistributed);

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsSelfOriginated);
        Assert.Equal(TimeSpan.FromSeconds(2), _clock.Elapsed);
    }

    [Fact]
    public void A_path_of_another_site_is_not_waited_for()
    {
        Running("2001:db8::1/128");
        _program.When("*show bgp*", Capture.Read("frr-8.4.4/show-bgp-ipv4-learned-only-json").Output.Replace("192.0.2.2/32", "192.0.2.1/32", StringComparison.Ordinal));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.False(result.PathsOf(Vip)!.IsSelfOriginated);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public void An_addition_is_read_back_until_its_peers_are_told()
    {
        Running("192.0.2.1/32");
        var untold = Capture.Read("frr-10.7.0/c12-ebgp-requires-policy-show-json").Output;
        var told = Capture.Read("frr-10.7.0/show-bgp-ipv4-local-json").Output;
        _program.When("*show bgp*", FakeAnswer.Prints("{\n}\n"), FakeAnswer.Prints(untold), FakeAnswer.Prints(told));

        var result = Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(["198.51.100.1"], result.PathsOf(Vip)!.AdvertisedTo);
        Assert.Equal(2, _clock.Waits.Count);
    }

    [Fact]
    public void Peers_that_are_never_told_are_waited_for_half_a_second()
    {
        Running("192.0.2.1/32");
        _program.When("*show bgp*", Capture.Read("frr-10.7.0/c12-ebgp-requires-policy-show-json").Output);

        var result = Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.True(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(TimeSpan.FromMilliseconds(500), _clock.Elapsed);
    }

    [Theory]
    [InlineData(Suite.Frr, "{\n}\n", 2)]
    [InlineData(Suite.Quagga, "% Network not in table\n", 5)]
    public void An_addition_that_never_reaches_the_table_is_given_up_at_the_limit(Suite suite, string absent, int seconds)
    {
        Running("192.0.2.1/32");
        _program.When("*show bgp*", absent);

        var result = Read(suite, Site.Issue("192.0.2.1/32"));

        Assert.False(result.PathsOf(Vip)!.IsOriginated);
        Assert.Equal(TimeSpan.FromSeconds(seconds), _clock.Elapsed);
    }

    [Theory]
    [InlineData("192.0.2.9/32")] // not configured at all
    [InlineData("192.0.2.1/32 route-map OTHER")]
    public void Where_the_statement_is_not_as_planned_one_look_is_enough(string configured)
    {
        Running(configured);
        _program.When("*show bgp*", "{\n}\n");

        Read(Suite.Frr, Site.Issue("192.0.2.1/32"));

        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public void With_the_configuration_unreadable_the_table_is_not_asked()
    {
        _program.Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.False(result.Running.IsKnown);
        Assert.Null(result.PathsOf(Vip));
        Assert.Single(_fakes.Calls());
    }

    [Fact]
    public void With_the_table_unreadable_what_is_configured_is_still_known()
    {
        Running("2001:db8::1/128");
        _program.When("*show bgp*", FakeAnswer.Fails(1, "bgpd is not running\n"));

        var result = Read(Suite.Frr, Site.Remove("192.0.2.1/32"));

        Assert.True(result.Running.IsKnown);
        Assert.Null(result.PathsOf(Vip));
        Assert.StartsWith("lost bgpd", result.Paths.Failure?.Words, StringComparison.Ordinal);
    }

    private Vtysh New(params string[] options) => New(TimeSpan.FromMinutes(1), options);

    private Vtysh New(TimeSpan read, params string[] options) => new(
        new ToolRunner(), new(_program.Path, options),
        new(read, TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(300)),
        _clock, _clock.Wait, () => 0.25);

    private ReadBackResult Read(Suite suite, StatementChange change)
    {
        var vtysh = new Vtysh(new ToolRunner(), new(_program.Path, []), clock: _clock, wait: _clock.Wait, random: () => 0);
        return new ReadBack(vtysh, _clock, _clock.Wait).Read(suite, Site.Instance, [change]);
    }

    /// <summary>A running configuration with one statement, by default with the route-map that the tests issue.</summary>
    private void Running(string statement)
    {
        var line = statement.Contains(' ', StringComparison.Ordinal) ? statement : $"{statement} route-map BGP1";
        var family = statement.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ipv4";
        _program.When("*show running-config*", new StringBuilder("Building configuration...\n\nCurrent configuration:\n!\nfrr version 10.7.0\n!\n")
            .Append("router bgp 64699\n !\n address-family ").Append(family).Append(" unicast\n  network ").Append(line)
            .Append("\n exit-address-family\nexit\n!\nend\n% Network not in table\n").ToString());
    }

    private static FakeAnswer Taken(StatementChange[] changes) =>
        FakeAnswer.Prints(Site.Echo(Batch.Of(Site.Instance, changes)) + Site.Answer);

    private sealed class SteppedClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public TimeSpan Elapsed { get; private set; }

        public void Wait(TimeSpan time)
        {
            Waits.Add(time);
            Elapsed += time;
        }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
