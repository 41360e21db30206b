namespace Tools.Execution.Tests;

/// <summary>A tool that cannot be started says why.</summary>
public sealed class StartFailureTests : OnTool
{
    [Fact]
    public void A_missing_program_is_told_apart()
    {
        Assert.Equal(ToolEnding.Missing, RunOther(Path.Combine(Fakes.Folder, "absent")).Ending);
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

    private static (ToolEnding, string?) Told(ToolResult result) => (result.Ending, result.StartError);

    private static ToolResult RunOther(string program) => new ToolRunner().Run(new(program, [], Long));

    private string Write(string name, string text, UnixFileMode mode)
    {
        var path = Path.Combine(Fakes.Folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
