using System.Text;

namespace Tools.Execution.Tests;

public sealed class ToolFailureTests
{
    private static readonly ToolCommand Command = new("/sbin/ipvsadm", ["-L", "-n"], TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(2, "", "Try `ipvsadm -h'\nmore", "ipvsadm: exit status 2: Try `ipvsadm -h'")]
    [InlineData(2, "on stdout", "", "ipvsadm: exit status 2: on stdout")]
    [InlineData(2, "on stdout", "\n \n on stderr \r\n", "ipvsadm: exit status 2: on stderr")]
    [InlineData(2, "", "", "ipvsadm: exit status 2, without a word")]
    [InlineData(2, "", "\u001b[2Jx\u0007", "ipvsadm: exit status 2:  [2Jx ")]
    public void An_exit_status_comes_with_the_first_line(int status, string output, string error, string expected) =>
        Assert.Equal(new(FailureKind.Unusable, "ipvsadm", expected["ipvsadm: ".Length..]), Failed(status, output, error));

    [Fact]
    public void A_long_line_is_cut()
    {
        var failure = Failed(2, "", new string('x', 100_000));

        Assert.Equal("exit status 2: " + new string('x', 197) + "...", failure.Words);
    }

    [Theory]
    [InlineData("Can't initialize ipvs: Permission denied (you must be root)\nAre you sure", "Can't initialize ipvs: Permission denied (you must be root)")]
    [InlineData("bgpd: connecting\nfailed to connect: Permission denied\n", "failed to connect: Permission denied")]
    [InlineData("modprobe: Operation not permitted", "modprobe: Operation not permitted")]
    public void Permission_is_recognised_and_its_line_shown(string error, string line) =>
        Assert.Equal(new(FailureKind.NotPermitted, "ipvsadm", "exit status 1: " + line), Failed(1, "", error));

    [Fact]
    public void A_deadline_is_said_in_seconds() =>
        Assert.Equal("ipvsadm: timed out after 5 s", From(ToolEnding.TimedOut, 0, TimeSpan.FromSeconds(5.1)).ToString());

    [Fact]
    public void A_fraction_of_a_second_is_said_with_a_point()
    {
        var result = new ToolResult(
            Command with { Deadline = TimeSpan.FromMilliseconds(2500) }, ToolEnding.TimedOut, 0, [], [], TimeSpan.FromSeconds(3));

        Assert.Equal("ipvsadm: timed out after 2.5 s", ToolFailure.From(result).ToString());
    }

    [Fact]
    public void A_child_that_held_the_output_is_said() => Assert.Equal(
        "ipvsadm: ended, but left a process behind that kept its output open",
        From(ToolEnding.TimedOut, 0, TimeSpan.FromSeconds(1)).ToString());

    [Fact]
    public void A_process_that_does_not_die_is_named()
    {
        var result = new ToolResult(Command, ToolEnding.TimedOut, 0, [], [], TimeSpan.FromSeconds(6)) { LeftBehind = 4711 };

        Assert.Equal("timed out after 5 s; process 4711 cannot be killed and is left behind", ToolFailure.From(result).Words);
    }

    [Fact]
    public void Words_about_permission_in_a_half_answer_do_not_make_a_timeout_one_of_permission() => Assert.Equal(
        FailureKind.Unusable,
        ToolFailure.From(new(Command, ToolEnding.TimedOut, 0, "permission denied"u8.ToArray(), [], TimeSpan.FromSeconds(6))).Kind);

    [Fact]
    public void A_missing_program_is_named_with_its_path_and_what_to_do() => Assert.Equal(
        "/sbin/ipvsadm: no such program; install it or set its path in the configuration",
        From(ToolEnding.Missing, 2).ToString());

    [Fact]
    public void A_program_that_may_not_be_executed_is_one_of_permission()
    {
        var failure = ToolFailure.From(StartFailure.Result(Command with { Program = "/etc/passwd" }, 13, TimeSpan.Zero));

        Assert.Equal(new(FailureKind.NotPermitted, "/etc/passwd", "cannot be executed: Permission denied"), failure);
    }

    [Fact]
    public void A_program_of_another_machine_is_not_one_of_permission()
    {
        var failure = ToolFailure.From(StartFailure.Result(Command with { Program = "/etc/passwd" }, 8, TimeSpan.Zero));

        Assert.Equal(new(FailureKind.Unusable, "/etc/passwd", "cannot be executed: Exec format error"), failure);
    }

    [Fact]
    public void A_full_process_table_is_said()
    {
        var failure = ToolFailure.From(StartFailure.Result(Command, 11, TimeSpan.Zero));

        Assert.Equal("ipvsadm: could not be started: Resource temporarily unavailable", failure.ToString());
    }

    [Fact]
    public void A_signal_is_named() => Assert.Equal("ipvsadm: killed by signal 9", From(ToolEnding.Signalled, 9).ToString());

    [Fact]
    public void A_flood_is_said() =>
        Assert.Equal("ipvsadm: printed more than 16777216 bytes", From(ToolEnding.OutputTooLarge, 0).ToString());

    private static Failure Failed(int status, string output, string error) => ToolFailure.From(new(
        Command, ToolEnding.Exited, status, Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes(error), TimeSpan.Zero));

    private static Failure From(ToolEnding ending, int status, TimeSpan duration = default) =>
        ToolFailure.From(new(Command, ending, status, [], [], duration));
}
