using Testing;

namespace Tools.Execution.Tests;

public sealed class ToolRunnerTests : OnTool
{
    [Fact]
    public void Gives_both_streams_apart_with_status_and_duration()
    {
        Tool.Always(new FakeAnswer { Output = "out\n", Error = "err\n", Status = 3, Waits = Short });

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
        Tool.Always(new FakeAnswer());
        string[] arguments = ["-c", "a b", "", "$HOME `id` 'x' \"y\" \\ *", "two\nlines", "é"];

        Run(Long, arguments);

        Assert.Equal(arguments, Assert.Single(Fakes.Calls()).Arguments);
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
        Tool.Always(new FakeAnswer { Shell = @"printf '\377\000\200'" });

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
        Tool.Always(new FakeAnswer { FloodsOutput = 3_000_000, FloodsError = 2_000_000 });

        var result = Run(Long);

        Assert.True(result.Succeeded);
        Assert.Equal((3_000_000, 2_000_000), (result.StandardOutput.Length, result.StandardError.Length));
    }

    [Theory]
    [InlineData("KILL", 9)]
    [InlineData("SEGV", 11)]
    [InlineData("TERM", 15)]
    public void Names_the_signal_that_a_tool_died_of(string signal, int number)
    {
        Tool.Always(new FakeAnswer { DiesOf = signal });

        var result = Run(Long);

        Assert.Equal((ToolEnding.Signalled, number), (result.Ending, result.Status));
    }

    [Fact]
    public void A_status_of_255_is_no_signal()
    {
        Tool.Always(FakeAnswer.Fails(255));

        var result = Run(Long);

        Assert.Equal((ToolEnding.Exited, 255), (result.Ending, result.Status));
    }
}
