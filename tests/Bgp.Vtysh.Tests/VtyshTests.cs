using Bgp.Vtysh.Model;
using Net.Prefixes;
using Testing;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

/// <summary>The edge against a fake vtysh, with a clock that only waiting moves.</summary>
public sealed class VtyshTests : OnVtysh
{
    [Fact]
    public void The_running_configuration_is_read_in_one_call()
    {
        Program.When("-N dc1 -d bgpd -c show running-config*", Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output);

        var running = New("-N", "dc1").ReadRunningConfiguration();

        Assert.Equal((Suite.Frr, 4), (running.Value.Suite, running.Value.Configuration.Instances[0].Statements.Count));
        Assert.Single(Fakes.Calls());
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("\nend\n", "\n", false)]
    [InlineData("\nexit\n", "\n", false)]
    public void The_running_text_is_whole_or_unknown(string part, string other, bool isKnown)
    {
        var output = Capture.Running("frr-8.4.4/d-bgpd-show-running-config").Output;
        Program.Always(FakeAnswer.Prints(part.Length == 0 ? output : output.Replace(part, other, StringComparison.Ordinal)));

        var text = New().ReadRunningText();

        Assert.Equal(isKnown, text.IsKnown);
        if (isKnown)
            Assert.StartsWith("Building configuration...\n", text.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_commands_stay_out_of_the_history()
    {
        Program.Always(new FakeAnswer { Shell = "echo \"$VTYSH_HISTFILE\" >$folder/history" });

        New().ReadRunningConfiguration();

        Assert.Equal("/dev/null\n", File.ReadAllText(Path.Combine(Fakes.Folder, "history")));
    }

    [Fact]
    public void A_hanging_bgpd_is_unknown_after_the_deadline()
    {
        Program.Always(FakeAnswer.HangsAfter("Building configuration...\n"));

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
        Program.Always(FakeAnswer.Prints(string.Concat(Enumerable.Repeat("{\n}\n", 1000))), FakeAnswer.Prints("{\n}\n"));

        var paths = New().ReadPaths(Suite.Frr, Site.Instance, prefixes);

        Assert.Equal(prefixes, paths.Value.Keys.Order());
        Assert.Equal(2, Fakes.Calls().Count);
    }

    [Fact]
    public void Without_prefixes_or_changes_nothing_is_started()
    {
        Assert.Empty(New().ReadPaths(Suite.Frr, Site.Instance, []).Value);
        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, []).Outcome);
        Assert.Empty(Fakes.Calls());
    }

    [Fact]
    public void A_batch_is_applied_as_a_dry_run_prints_it()
    {
        var changes = new[] { Site.Remove("192.0.2.2/32"), Site.Issue("192.0.2.1/32") };
        Program.Always(Taken(changes));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(
            VtyshCommands.Apply(new(Program.Path, []), Assert.Single(Batch.Chunks(Site.Instance, changes))), Assert.Single(Fakes.Calls()).Arguments);
    }

    [Fact]
    public void The_first_chunk_that_fails_ends_it()
    {
        var changes = Enumerable.Range(0, 1500).Select(i => Site.Remove($"10.0.{i / 250}.{i % 250}/32")).ToList();
        Program.Always(FakeAnswer.Fails(1, "Exiting: failed to connect to any daemons.\n"));

        Assert.Equal(BatchOutcome.Unknown, New().Apply(Site.Instance, changes).Outcome);
        Assert.Single(Fakes.Calls());
    }

    [Fact]
    public void A_lock_of_Quagga_is_waited_for()
    {
        var changes = new[] { Site.Remove("192.0.2.1/32") };
        var locked = FakeAnswer.Fails(1, output: "qa# conf t\nVTY configuration is locked by other VTY\n% Unknown command.\n");
        Program.Always(locked, locked, Taken(changes));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(3, Fakes.Calls().Count);
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)], Clock.Waits);
    }

    [Fact]
    public void A_lock_that_stays_is_told_after_the_deadline()
    {
        Program.Always(FakeAnswer.Fails(1, output: "qa# conf t\nVTY configuration is locked by other VTY\n% Unknown command.\n"));

        var result = New().Apply(Site.Instance, [Site.Remove("192.0.2.1/32")]);

        Assert.Equal(BatchOutcome.Locked, result.Outcome);
        Assert.Equal("'conf t': VTY configuration is locked by other VTY; % Unknown command.", result.Failure?.Words);
        Assert.Equal(4, Fakes.Calls().Count); // at 0, 100, 200 and 300 ms: the deadline
    }

    /// <summary>What stood before the lock is done; to remove it again would be refused.</summary>
    [Fact]
    public void After_a_lock_in_the_middle_only_the_rest_is_sent()
    {
        var changes = new[] { Site.Remove("192.0.2.1/32"), Site.Issue("192.0.2.2/32"), Site.Issue("192.0.2.3/32") };
        var first = Site.Echo(Batch.Of(Site.Instance, changes), before: 5);
        Program.Always(FakeAnswer.Fails(1, output: first + "% command failed, could not lock candidate DS\n"), Taken(changes[1..]));

        Assert.Equal(BatchOutcome.Applied, New().Apply(Site.Instance, changes).Outcome);
        Assert.Equal(
            VtyshCommands.Apply(new(Program.Path, []), Batch.Of(Site.Instance, changes[1..])), Fakes.Calls()[1].Arguments);
    }

    private Vtysh New(params string[] options) => New(TimeSpan.FromMinutes(1), options);

    private Vtysh New(TimeSpan read, params string[] options) => new(
        new ToolRunner(), new(Program.Path, options),
        new(read, TimeSpan.FromMinutes(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(300)),
        Clock, Clock.Wait, () => 0.25);

    private static FakeAnswer Taken(StatementChange[] changes) =>
        FakeAnswer.Prints(Site.Echo(Batch.Of(Site.Instance, changes)) + Site.Answer);
}
