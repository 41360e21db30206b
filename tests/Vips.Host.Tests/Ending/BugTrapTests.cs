using Vips.Host.Ending;

namespace Vips.Host.Tests.Ending;

public sealed class BugTrapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_ends_gives_its_own_status() => Assert.Equal(76, BugTrap.Run("vip-test", () => ExitStatus.ReadBackDisagrees));

    [Fact]
    public void A_bug_gets_a_trace_one_line_and_70()
    {
        var (status, errors) = Ended("bug", _folder.Of("log"));

        Assert.Equal(70, status);
        Assert.StartsWith("System.InvalidOperationException: no ", errors, StringComparison.Ordinal);
        Assert.Contains("   at Vips.Host.Tests.Program", errors, StringComparison.Ordinal);
        var line = $"bug, please report it with the trace: InvalidOperationException: no {_folder.Of("log")} here";
        Assert.EndsWith($"vip-test: {line}\n", errors, StringComparison.Ordinal);
        Assert.Equal(line, File.ReadAllText(_folder.Of("log")));
    }

    [Fact]
    public void A_syslog_that_fails_hides_nothing()
    {
        var (status, errors) = Ended("bug", _folder.Of("none/log"));

        Assert.Equal(70, status);
        Assert.Contains("vip-test: bug, please report", errors, StringComparison.Ordinal);
        Assert.Contains("vip-test: and syslog failed too: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_of_another_thread_is_no_abort()
    {
        var (status, errors) = Ended("bug-of-a-thread", "-");

        Assert.Equal(70, status);
        Assert.Contains("vip-test: bug, please report it with the trace: InvalidOperationException: no luck\n", errors, StringComparison.Ordinal);
    }

    /// <summary>The console's own stream needs one: without this the process ended with 70, and not a word.</summary>
    [Fact]
    [Trait("Coverage", "apart")]
    public void A_process_without_a_descriptor_left_says_so()
    {
        var (status, errors) = Ended(Shell.Start("prlimit", "--nofile=200", "dotnet", typeof(Program).Assembly.Location, "bug-without-descriptors", "/dev/null"));

        Assert.Equal(70, status);
        Assert.Contains("vip-test: bug, please report it with the trace: IOException: Too many open files", errors, StringComparison.Ordinal);
    }

    private static (int Status, string Errors) Ended(string job, string path) => Ended(Shell.StartChild(job, path));

    private static (int Status, string Errors) Ended(System.Diagnostics.Process started)
    {
        using var child = started;
        var errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, errors);
    }
}
