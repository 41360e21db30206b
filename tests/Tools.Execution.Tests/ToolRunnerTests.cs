using System.Text;
using Testing;

namespace Tools.Execution.Tests;

public sealed class ToolRunnerTests : IDisposable
{
    /// <summary>Nothing but a defect waits for so long; half of it tells an end of our making from the deadline on any machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly FakeTools _fakes = new();
    private readonly FakeTool _tool;

    public ToolRunnerTests() => _tool = _fakes.Add("tool");

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void Gives_both_streams_apart_with_status_and_duration()
    {
        _tool.Always(new FakeAnswer { Output = "out\n", Error = "err\n", Status = 3, Waits = Short });

        var result = Run(Long);

        Assert.Equal((ToolEnding.Exited, 3), (result.Ending, result.Status));
        Assert.Equal("out\n", Text(result.StandardOutput));
        Assert.Equal("err\n", Text(result.StandardError));
        Assert.False(result.Succeeded);
        Assert.InRange(result.Duration, Short, Long);
    }

    [Fact]
    public void Passes_each_argument_as_it_is()
    {
        _tool.Always(new FakeAnswer());
        string[] arguments = ["-c", "a b", "", "$HOME `id` 'x' \"y\" \\ *", "two\nlines", "é"];

        Run(Long, arguments);

        Assert.Equal(arguments, Assert.Single(_fakes.Calls()).Arguments);
    }

    [Fact]
    public void Gives_the_tool_path_locale_and_its_own_environment_and_nothing_of_ours()
    {
        var command = new ToolCommand("/usr/bin/env", [], Long) { Environment = new Dictionary<string, string> { ["VTYSH_PAGER"] = "cat" } };

        var result = new ToolRunner().Run(command);

        var lines = Text(result.StandardOutput).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "VTYSH_PAGER=cat"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Streams_are_bytes_of_no_encoding()
    {
        _tool.Always(new FakeAnswer { Shell = @"printf '\377\000\200'" });

        Assert.Equal([0xff, 0x00, 0x80], Run(Long).StandardOutput);
    }

    [Fact]
    public void Closes_the_standard_input()
    {
        var result = new ToolRunner().Run(new("/bin/cat", [], Long));

        Assert.True(result.Succeeded);
        Assert.Empty(result.StandardOutput);
    }

    [Fact]
    public void Gives_the_standard_input_while_it_reads_the_output()
    {
        var input = Enumerable.Range(0, 1_000_000).Select(n => (byte)(n % 251)).ToArray();

        var result = new ToolRunner().Run(new("/bin/cat", [], Long) { StandardInput = input });

        Assert.True(result.Succeeded);
        Assert.Equal(input, result.StandardOutput);
    }

    [Fact]
    public void A_tool_that_does_not_read_its_input_is_not_waited_for()
    {
        var result = new ToolRunner().Run(new("/bin/true", [], Long) { StandardInput = new byte[1_000_000] });

        Assert.True(result.Succeeded);
    }

    [Fact]
    public void Reads_a_large_output_on_both_streams()
    {
        _tool.Always(new FakeAnswer { FloodsOutput = 3_000_000, FloodsError = 2_000_000 });

        var result = Run(Long);

        Assert.True(result.Succeeded);
        Assert.Equal((3_000_000, 2_000_000), (result.StandardOutput.Length, result.StandardError.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Kills_a_tool_that_prints_more_than_the_limit(bool onOutput)
    {
        _tool.Always(new FakeAnswer { FloodsOutput = onOutput ? 1_000_000_000 : 0, FloodsError = onOutput ? 0 : 1_000_000_000, Hangs = true });

        var result = new ToolRunner().Run(new(_tool.Path, [], Long) { OutputLimit = 100_000 });

        Assert.Equal(ToolEnding.OutputTooLarge, result.Ending);
        Assert.Equal(100_000, (onOutput ? result.StandardOutput : result.StandardError).Length);
        Assert.InRange(result.Duration, TimeSpan.Zero, Long / 2);
        AssertNothingRuns();
    }

    [Fact]
    public void An_output_of_exactly_the_limit_is_whole()
    {
        _tool.Always(new FakeAnswer { FloodsOutput = 100_000 });

        var result = new ToolRunner().Run(new(_tool.Path, [], Long) { OutputLimit = 100_000 });

        Assert.True(result.Succeeded);
        Assert.Equal(100_000, result.StandardOutput.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kills_a_tool_that_hangs_also_when_it_ignores_SIGTERM(bool ignoresTerm)
    {
        _tool.Always(new FakeAnswer { Output = "half an ans", Hangs = true, IgnoresTerm = ignoresTerm });

        var result = Run(Short);

        Assert.Equal(ToolEnding.TimedOut, result.Ending);
        Assert.Equal("half an ans", Text(result.StandardOutput));
        Assert.Null(result.LeftBehind);
        Assert.InRange(result.Duration, Short, Long / 2); // the tool itself hangs for ever
        AssertNothingRuns();
    }

    [Fact]
    public void Kills_the_children_of_a_tool_that_hangs()
    {
        _tool.Always(new FakeAnswer { LeavesChild = true, LeavesQuietChild = true, Hangs = true });

        Assert.Equal(ToolEnding.TimedOut, Run(Short).Ending);
        Assert.Equal(3, _fakes.ProcessIds().Count);
        AssertNothingRuns();
    }

    [Fact]
    public void A_child_that_keeps_the_output_open_ends_the_wait_and_is_killed()
    {
        _tool.Always(new FakeAnswer { Output = "an answer", LeavesChild = true });

        var result = Run(Long);

        Assert.Equal(ToolEnding.TimedOut, result.Ending);
        Assert.Null(result.LeftBehind);
        Assert.InRange(result.Duration, TimeSpan.Zero, Long / 2);
        Assert.Equal(2, _fakes.ProcessIds().Count);
        AssertNothingRuns();
    }

    [Fact]
    public void Another_tool_of_ours_that_holds_the_output_for_a_second_costs_a_second_and_not_the_answer()
    {
        // Each tool of ours holds all our pipes between fork and exec; on a busy machine that outlasted the half second
        // that a child of the tool gets. Here the other tool opens the pipe itself, so that it surely is so.
        var folder = Directory.CreateTempSubdirectory("pipes-").FullName;
        var other = new Thread(() => new ToolRunner().Run(new(
            "/bin/sh", ["-c", "until [ -s $0/pid ]; do sleep 0.02; done; exec 3>/proc/$(cat $0/pid)/fd/1; : >$0/held; exec sleep 1", folder], Long)));
        other.Start();

        var result = new ToolRunner().Run(new(
            "/bin/sh", ["-c", "echo an answer; echo $$ >$0/new; mv $0/new $0/pid; until [ -e $0/held ]; do sleep 0.02; done", folder], Long));

        other.Join();
        Directory.Delete(folder, recursive: true);
        Assert.Equal((ToolEnding.Exited, 0, "an answer\n"), (result.Ending, result.Status, Text(result.StandardOutput)));
    }

    [Fact]
    public void A_daemon_that_closed_its_outputs_is_not_ours_to_kill()
    {
        _tool.Always(new FakeAnswer { Output = "an answer", LeavesQuietChild = true });

        Assert.True(Run(Long).Succeeded);
        Assert.Single(_fakes.Running());
    }

    [Theory]
    [InlineData("KILL", 9)]
    [InlineData("SEGV", 11)]
    [InlineData("TERM", 15)]
    public void Names_the_signal_that_a_tool_died_of(string signal, int number)
    {
        _tool.Always(new FakeAnswer { DiesOf = signal });

        var result = Run(Long);

        Assert.Equal((ToolEnding.Signalled, number), (result.Ending, result.Status));
    }

    [Fact]
    public void A_status_of_255_is_no_signal()
    {
        _tool.Always(FakeAnswer.Fails(255));

        var result = Run(Long);

        Assert.Equal((ToolEnding.Exited, 255), (result.Ending, result.Status));
    }

    [Fact]
    public void A_missing_program_is_told_apart()
    {
        Assert.Equal(ToolEnding.Missing, RunOther(Path.Combine(_fakes.Folder, "absent")).Ending);
        Assert.Equal(ToolEnding.Missing, RunOther("/etc/passwd/absent").Ending);
    }

    [Fact]
    public void A_program_that_cannot_be_executed_is_told_apart()
    {
        var plain = Write("plain", "#!/bin/sh\n", UnixFileMode.UserRead);
        var orphan = Write("orphan", "#!/no/such/interpreter\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal((ToolEnding.NotExecutable, "Permission denied"), Told(RunOther(plain)));
        Assert.Equal((ToolEnding.NotExecutable, "No such file or directory"), Told(RunOther(orphan)));
        Assert.Equal((ToolEnding.NotExecutable, "Is a directory"), Told(RunOther("/etc")));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(23)]
    [InlineData(24)]
    public void A_machine_without_processes_memory_or_descriptors_is_told_apart(int errno) =>
        Assert.Equal(ToolEnding.NotStarted, StartFailure.Ending(errno, exists: true));

    [Theory]
    [InlineData("ipvsadm")]
    [InlineData("./ipvsadm")]
    [InlineData("")]
    public void A_program_that_is_no_absolute_path_is_a_bug(string program) =>
        Assert.Throws<ArgumentException>(() => RunOther(program));

    [Fact]
    public void No_tool_gets_more_time_than_the_run_has_left()
    {
        _tool.Always(new FakeAnswer { Hangs = true });

        var result = new ToolRunner(() => Short).Run(new(_tool.Path, [], Long));

        Assert.Equal(ToolEnding.TimedOut, result.Ending);
        Assert.Equal(Short, result.Command.Deadline);
    }

    [Fact]
    public void A_tool_without_time_left_is_not_started()
    {
        _tool.Always(new FakeAnswer());

        Assert.Equal(ToolEnding.TimedOut, new ToolRunner(() => TimeSpan.FromSeconds(-1)).Run(new(_tool.Path, [], Long)).Ending);
        Assert.Empty(_fakes.Calls());
    }

    [Fact]
    public void Two_tools_at_once_do_not_disturb_each_other()
    {
        _tool.When("hang", new FakeAnswer { Hangs = true });
        _tool.When("answer *", new FakeAnswer { Output = "an answer", Waits = TimeSpan.FromMilliseconds(20) });
        var hanging = new Thread(() => Run(Short, "hang"));
        hanging.Start();

        for (var n = 0; n < 20; n++)
            Assert.True(Run(Long, "answer", $"{n}").Succeeded);

        hanging.Join();
        AssertNothingRuns();
    }

    private static (ToolEnding, string?) Told(ToolResult result) => (result.Ending, result.StartError);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static ToolResult RunOther(string program) => new ToolRunner().Run(new(program, [], Long));

    private ToolResult Run(TimeSpan deadline, params string[] arguments) =>
        new ToolRunner().Run(new(_tool.Path, arguments, deadline));

    /// <summary>A killed process may stay in /proc for a moment, until its parent or init has reaped it.</summary>
    private void AssertNothingRuns() =>
        Assert.True(SpinWait.SpinUntil(() => _fakes.Running().Count == 0, TimeSpan.FromSeconds(60)), "a process was left behind");

    private string Write(string name, string text, UnixFileMode mode)
    {
        var path = Path.Combine(_fakes.Folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
