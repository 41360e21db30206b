using Testing;

namespace Tools.Execution.Tests;

/// <summary>What a tool leaves or does not end by itself is ended: the deadline, the limit of the output, its children.</summary>
public sealed class ToolEndTests : OnTool
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Kills_a_tool_that_prints_more_than_the_limit(bool onOutput)
    {
        Tool.Always(new FakeAnswer { FloodsOutput = onOutput ? 1_000_000_000 : 0, FloodsError = onOutput ? 0 : 1_000_000_000, Hangs = true });

        var result = new ToolRunner().Run(new(Tool.Path, [], Long) { OutputLimit = 100_000 });

        Assert.Equal(ToolEnding.OutputTooLarge, result.Ending);
        Assert.Equal(64 * 1024, (onOutput ? result.StandardOutput : result.StandardError).Length);
        Assert.InRange(result.Duration, TimeSpan.Zero, Long / 2);
        AssertNothingRuns();
    }

    [Fact]
    public void An_output_of_exactly_the_limit_is_whole()
    {
        Tool.Always(new FakeAnswer { FloodsOutput = 100_000 });

        var result = new ToolRunner().Run(new(Tool.Path, [], Long) { OutputLimit = 100_000 });

        Assert.True(result.Succeeded);
        Assert.Equal(100_000, result.StandardOutput.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Kills_a_tool_that_hangs_also_when_it_ignores_SIGTERM(bool ignoresTerm)
    {
        Tool.Always(new FakeAnswer { Output = "half an ans", Hangs = true, IgnoresTerm = ignoresTerm });

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
        Tool.Always(new FakeAnswer { LeavesChild = true, LeavesQuietChild = true, Hangs = true });

        Assert.Equal(ToolEnding.TimedOut, Run(Short).Ending);
        Assert.Equal(3, Fakes.ProcessIds().Count);
        AssertNothingRuns();
    }

    [Fact]
    public void A_child_that_keeps_the_output_open_ends_the_wait_and_is_killed()
    {
        Tool.Always(new FakeAnswer { Output = "an answer", LeavesChild = true });

        var result = Run(Long);

        Assert.Equal(ToolEnding.TimedOut, result.Ending);
        Assert.Null(result.LeftBehind);
        Assert.InRange(result.Duration, TimeSpan.Zero, Long / 2);
        Assert.Equal(2, Fakes.ProcessIds().Count);
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
        Tool.Always(new FakeAnswer { Output = "an answer", LeavesQuietChild = true });

        Assert.True(Run(Long).Succeeded);
        Assert.Single(Fakes.Running());
    }

    [Fact]
    public void No_tool_gets_more_time_than_the_run_has_left()
    {
        Tool.Always(new FakeAnswer { Hangs = true });

        var result = new ToolRunner(() => Short).Run(new(Tool.Path, [], Long));

        Assert.Equal(ToolEnding.TimedOut, result.Ending);
        Assert.Equal(Short, result.Command.Deadline);
    }

    [Fact]
    public void A_tool_without_time_left_is_not_started()
    {
        Tool.Always(new FakeAnswer());

        Assert.Equal(ToolEnding.TimedOut, new ToolRunner(() => TimeSpan.FromSeconds(-1)).Run(new(Tool.Path, [], Long)).Ending);
        Assert.Empty(Fakes.Calls());
    }

    [Fact]
    public void Two_tools_at_once_do_not_disturb_each_other()
    {
        Tool.When("hang", new FakeAnswer { Hangs = true });
        Tool.When("answer *", new FakeAnswer { Output = "an answer", Waits = TimeSpan.FromMilliseconds(20) });
        var hanging = new Thread(() => Run(Short, "hang"));
        hanging.Start();

        for (var n = 0; n < 20; n++)
            Assert.True(Run(Long, "answer", $"{n}").Succeeded);

        hanging.Join();
        AssertNothingRuns();
    }

    /// <summary>A killed process may stay in /proc for a moment, until its parent or init has reaped it.</summary>
    private void AssertNothingRuns() =>
        Assert.True(SpinWait.SpinUntil(() => Fakes.Running().Count == 0, TimeSpan.FromSeconds(60)), "a process was left behind");
}
