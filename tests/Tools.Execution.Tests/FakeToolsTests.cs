using System.Text;
using Testing;

namespace Tools.Execution.Tests;

/// <summary>The fakes that stand for real tools in the tests of the executables do what their rules say.</summary>
public sealed class FakeToolsTests : IDisposable
{
    private readonly FakeTools _fakes = new();

    public void Dispose() => _fakes.Dispose();

    [Fact]
    public void The_first_rule_that_matches_the_arguments_answers()
    {
        var vtysh = _fakes.Add("vtysh")
            .When("-d bgpd -c show version", "exact\n")
            .When("*-c it's [a] ?$x*", "literal\n")
            .When("*show*", "glob\n");

        Assert.Equal("exact\n", Output(vtysh, "-d", "bgpd", "-c", "show version"));
        Assert.Equal("literal\n", Output(vtysh, "-c", "it's [a] ?$x", "-E"));
        Assert.Equal("glob\n", Output(vtysh, "-c", "show bgp"));
    }

    [Fact]
    public void A_call_without_a_rule_fails_loudly()
    {
        var result = Run(_fakes.Add("dig").When("+short", ""), "-h");

        Assert.Equal(99, result.Status);
        Assert.Equal("fake dig: unexpected arguments: -h\n", Encoding.UTF8.GetString(result.StandardError));
    }

    [Fact]
    public void Answers_follow_each_other_and_the_last_one_stays()
    {
        var tool = _fakes.Add("tool").Always(FakeAnswer.Prints("one"), FakeAnswer.Fails(1, output: "two"), FakeAnswer.Prints("three"));

        Assert.Equal(["one", "two", "three", "three"], Enumerable.Range(0, 4).Select(_ => Output(tool)));
        Assert.Equal("anew", Output(tool.Reset().Always(FakeAnswer.Prints("anew"), FakeAnswer.Prints("again"))));
    }

    [Fact]
    public void Calls_of_all_tools_are_read_back_in_order()
    {
        var ipvsadm = _fakes.Add("ipvsadm").When("-L -n", "");
        var vtysh = _fakes.Add("vtysh").Always(FakeAnswer.Prints(""));

        Run(ipvsadm, "-L", "-n");
        Run(vtysh, "-c", "show version");
        for (var n = 0; n < 10; n++)
            Run(ipvsadm, "-L", "-n");

        Assert.Equal(["ipvsadm -L -n", "vtysh -c show version", "ipvsadm -L -n"], _fakes.Lines().Take(3));
        Assert.Equal(12, _fakes.Calls().Count);
        Assert.Equal(["-c", "show version"], _fakes.Calls()[1].Arguments);
    }

    [Fact]
    public void A_file_is_read_at_the_call()
    {
        var file = Path.Combine(_fakes.Folder, "running-config");
        var vtysh = _fakes.Add("vtysh").Always(FakeAnswer.PrintsFile(file) with { Output = "Building configuration...\n" });

        File.WriteAllText(file, "first");
        Assert.Equal("Building configuration...\nfirst", Output(vtysh));
        File.WriteAllText(file, "second");
        Assert.Equal("Building configuration...\nsecond", Output(vtysh));
    }

    private static ToolResult Run(FakeTool tool, params string[] arguments) =>
        new ToolRunner().Run(new(tool.Path, arguments, TimeSpan.FromSeconds(20)));

    private static string Output(FakeTool tool, params string[] arguments) =>
        Encoding.UTF8.GetString(Run(tool, arguments).StandardOutput);
}
