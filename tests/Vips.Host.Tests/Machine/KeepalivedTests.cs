using System.Globalization;
using Vips.Host.Machine;
using Vips.Host.Settings;
using Vips.Readings;

namespace Vips.Host.Tests.Machine;

public sealed class KeepalivedTests : IDisposable
{
    private static readonly Moment Now = new("boot", TimeSpan.FromSeconds(1000), DateTimeOffset.UnixEpoch);

    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Off_is_not_watched() =>
        Assert.IsType<KeepalivedState.NotWatched>(State(new(KeepalivedLook.Off)));

    [Fact]
    public void A_process_of_that_name_runs_since_its_start()
    {
        _proc.Process(10, "bash").Process(20, "keepalived", started: 900.25);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(99.75)), State());
    }

    [Theory]
    [InlineData("keepalived", 'S', true)]
    [InlineData("keepalived", 'R', true)]
    [InlineData("keepalived", 'D', true)]
    [InlineData("keepalived", 'T', true)]
    [InlineData("keepalived", 'Z', false)]
    [InlineData("keepalived", 'X', false)]
    [InlineData("keepalived2", 'S', false)]
    [InlineData("keepalive", 'S', false)]
    [InlineData("Keepalived", 'S', false)]
    [InlineData("x) S 1 (keepali", 'S', false)]
    public void Only_a_live_process_of_exactly_that_name_counts(string name, char state, bool counts)
    {
        _proc.Process(20, name, state: state);

        Assert.Equal(counts, State() is KeepalivedState.Running);
    }

    [Fact]
    public void One_in_another_network_namespace_is_not_ours()
    {
        _proc.Process(20, "keepalived", network: FakeProc.OtherNetwork);

        Assert.Equal(new KeepalivedState.NotRunning("no process of that name in this network namespace"), State());
    }

    [Fact]
    public void Where_the_namespace_cannot_be_read_the_name_decides()
    {
        _proc.Process(20, "keepalived", started: 940, network: null);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(60)), State());
    }

    [Fact]
    public void Its_children_started_with_it()
    {
        _proc.Process(20, "keepalived", started: 900).Process(21, "keepalived", started: 900.01, parent: 20);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(99.99)), State());
    }

    [Fact]
    public void A_checker_that_was_started_again_is_as_new_as_a_new_keepalived()
    {
        _proc.Process(20, "keepalived", started: 100).Process(21, "keepalived", started: 990, parent: 20);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(10)), State());
    }

    [Fact]
    public void A_check_script_between_fork_and_exec_does_not_make_it_young()
    {
        _proc.Process(20, "keepalived", started: 100).Process(21, "keepalived", started: 100, parent: 20)
            .Process(900, "keepalived", started: 999, parent: 21);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(900)), State());
    }

    [Fact]
    public void An_orphan_of_a_killed_one_does_not_hide_that_it_was_started_again()
    {
        _proc.Process(21, "keepalived", started: 100).Process(40, "keepalived", started: 995);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(5)), State());
    }

    [Fact]
    public void A_start_that_lies_later_than_now_is_now()
    {
        _proc.Process(20, "keepalived", started: 1000.01);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.Zero), State());
    }

    [Fact]
    public void None_is_not_running() => Assert.Equal(new KeepalivedState.NotRunning("no process of that name"), State());

    [Fact]
    public void Without_procfs_it_is_not_known_to_run() =>
        Assert.IsType<KeepalivedState.NotRunning>(new Keepalived(default, _proc.Of("none")).State(Now));

    [Fact]
    public void A_pid_file_names_it_also_where_another_runs()
    {
        _proc.Process(20, "keepalived", started: 100).Process(30, "keepalived", started: 940).Process(31, "keepalived", started: 950, parent: 30);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(50)), State(Pidfile("30\n")));
        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(900)), State(Pidfile("20\n")));
    }

    [Fact]
    public void A_pid_file_of_one_in_another_network_namespace_is_believed()
    {
        _proc.Process(30, "keepalived", started: 940, network: FakeProc.OtherNetwork);

        Assert.Equal(new KeepalivedState.Running(TimeSpan.FromSeconds(60)), State(Pidfile("30\n")));
    }

    [Theory]
    [InlineData("123\n", "pid 123 of FILE is no keepalived but bash")]
    [InlineData("124\n", "pid 124 of FILE is gone")]
    [InlineData("125\n", "pid 125 of FILE is gone")]
    [InlineData("", "FILE holds no process number")]
    [InlineData("-1\n", "FILE holds no process number")]
    [InlineData("0\n", "FILE holds no process number")]
    [InlineData("12 13\n", "FILE holds no process number")]
    public void A_pid_file_that_names_no_live_keepalived_is_none(string text, string words)
    {
        _proc.Process(20, "keepalived").Process(123, "bash").Process(125, "keepalived", state: 'Z');

        Assert.Equal(new KeepalivedState.NotRunning(words.Replace("FILE", _proc.Of("keepalived.pid"), StringComparison.Ordinal)), State(Pidfile(text)));
    }

    [Fact]
    public void A_missing_pid_file_is_named()
    {
        _proc.Process(20, "keepalived");

        Assert.Equal(new KeepalivedState.NotRunning($"no pid file {_proc.Of("none")}"), State(new(KeepalivedLook.Pidfile, _proc.Of("none"))));
    }

    [Fact]
    public void Hostile_names_are_blanked()
    {
        _proc.Process(20, "a\u001b[31mb");

        Assert.EndsWith("is no keepalived but a [31mb", Assert.IsType<KeepalivedState.NotRunning>(State(Pidfile("20"))).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_process_of_that_name_is_seen_and_its_end_too()
    {
        using var folder = new TemporaryFolder();
        File.Copy("/bin/sleep", folder.Of("keepalived"));
        using var process = Shell.Start(folder.Of("keepalived"), "60");
        var pidfile = new KeepalivedPidfile(KeepalivedLook.Pidfile, folder.Write("pid", process.Id.ToString(CultureInfo.InvariantCulture)));
        var clock = new BootClock(TimeProvider.System);
        try
        {
            Assert.True(SpinWait.SpinUntil(() => new Keepalived(pidfile).State(clock.Now()) is KeepalivedState.Running, TimeSpan.FromSeconds(10)));
            Assert.InRange(Assert.IsType<KeepalivedState.Running>(new Keepalived(pidfile).State(clock.Now())).Age, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.IsType<KeepalivedState.Running>(new Keepalived(default).State(clock.Now()));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.IsType<KeepalivedState.NotRunning>(new Keepalived(pidfile).State(clock.Now()));
    }

    private KeepalivedState State(KeepalivedPidfile setting = default) => new Keepalived(setting, _proc.Path).State(Now);

    private KeepalivedPidfile Pidfile(string text) =>
        new(KeepalivedLook.Pidfile, _proc.File("keepalived.pid", text).Of("keepalived.pid"));
}
