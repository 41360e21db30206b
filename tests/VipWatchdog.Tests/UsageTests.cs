using System.Diagnostics;
using Testing;

namespace VipWatchdog.Tests;

/// <summary>The command line and the configuration: each fault is told before anything is touched.</summary>
[Trait("Coverage", "short")]
public sealed class UsageTests
{
    [Theory]
    [InlineData("--dryrun", "vip-watchdog: Unrecognized command or argument '--dryrun'. (see vip-watchdog --help)")]
    [InlineData("stray", "vip-watchdog: Unrecognized command or argument 'stray'. (see vip-watchdog --help)")]
    [InlineData("@file", "vip-watchdog: Unrecognized command or argument '@file'. (see vip-watchdog --help)")]
    [InlineData("--config", "vip-watchdog: Required argument missing for option: '--config'. (see vip-watchdog --help)")]
    [InlineData("--follow", "vip-watchdog: Required argument missing for option: '--follow'. (see vip-watchdog --help)")]
    [InlineData("--every", "vip-watchdog: Required argument missing for option: '--every'. (see vip-watchdog --help)")]
    [InlineData("--json=perhaps", "vip-watchdog: Unrecognized command or argument 'perhaps'. (see vip-watchdog --help)")]
    [InlineData("", "vip-watchdog: Unrecognized command or argument ''. (see vip-watchdog --help)")]
    public void A_bad_command_line(string argument, string error)
    {
        var run = Run(argument);

        Golden.Same($"exit 64\n--- stdout\n--- stderr\n{error}\n", Text(run));
    }

    [Fact]
    public void Help() => Golden.Verify("VipWatchdog/help.txt", Text(Run("--help")));

    [Fact]
    public void Version()
    {
        var version = FileVersionInfo.GetVersionInfo(Path.Combine(AppContext.BaseDirectory, "vip-watchdog.dll")).ProductVersion;

        Golden.Same($"exit 0\n--- stdout\n{version}\n--- stderr\n", Text(Run("--version")));
    }

    private static FakeRun Run(params string[] arguments)
    {
        using var running = new FakeRunning("vip-watchdog", arguments);
        return running.Finish();
    }

    private static string Text(FakeRun run) => $"exit {run.Status}\n--- stdout\n{run.Output}--- stderr\n{run.Error}";
}
