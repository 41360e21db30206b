namespace Lab;

/// <summary>
/// lab/lab for whoever starts it: it says what is missing, an ordinary user can do all of it, and nothing stays behind when
/// its end comes early. What takes a boot more is in <see cref="DriverAloneTests"/>.
/// </summary>
public sealed class DriverTests
{
    /// <summary>The packages of tools that an ordinary PATH finds; `check` adds the folders of root's to it.</summary>
    [LabFact]
    public void A_missing_tool_is_named_by_its_package()
    {
        (string Tool, string Package)[] tools =
        [
            ("linux.uml", "user-mode-linux"), ("vtysh", "frr"), ("dig", "bind9-dnsutils"), ("busybox", "busybox-static"),
            ("curl", "curl"), ("perl", "perl-base"), ("pgrep", "procps"),
        ];
        using var path = new PartialPath();
        using var stand = new DriverStand { Path = path.Folder };
        LabResult Check() => stand.Try(60, "check");

        Assert.Equal(0, Check().Status);

        foreach (var (tool, package) in tools)
        {
            path.Hide(tool);
            var check = Check();
            Assert.Equal((69, $"lab: not installed: {package}; install with: apt-get install {package}\n"), (check.Status, check.Error));
            path.Show(tool);
        }

        path.Hide("curl");
        path.Hide("linux.uml");
        Assert.Equal("lab: not installed: curl user-mode-linux; install with: apt-get install curl user-mode-linux\n", Check().Error);
    }

    /// <summary>The only whole boot of these in `./test`.</summary>
    [LabRootFact]
    public void An_ordinary_user_can_do_all_of_it_and_it_leaves_nothing()
    {
        using var stand = new DriverStand(asNobody: true);
        stand.Must(180, "up", "--owner", $"{Environment.ProcessId}");
        var (guest, keeper) = (stand.Await("guest"), stand.Await("keeper"));

        var status = stand.Must(60, "status").Output;
        Assert.Contains($"up: guest process {guest}, owner {Environment.ProcessId}, run folder {stand.Run}", status, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1/32", status, StringComparison.Ordinal);
        Assert.Contains("lvs2:", status, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1/32", stand.Must(90, "exec", "lvs1", "vip-mgmt", "status").Output, StringComparison.Ordinal);
        Assert.NotEmpty(ProcessGroups.Living(guest));

        stand.Must(60, "down");
        stand.AwaitNothing(guest, keeper);
        Assert.Equal((3, "down\n"), (stand.Try(20, "status").Status, stand.Try(20, "status").Output));
    }

    /// <summary>Ctrl-C reaches bash between two commands; kill -9 leaves it to the keeper. Neither needs more than the boot's first second.</summary>
    [LabTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 128 + 9)]
    public void An_up_that_ends_while_it_boots_leaves_nothing(string signal, int status)
    {
        using var stand = new DriverStand();
        LeaveBehind(stand, "killed-before-it-had-an-owner", owner: null);
        LeaveBehind(stand, "killed-with-its-owner", owner: int.MaxValue);
        using var up = stand.StartUp();
        var (keeper, guest) = (stand.Await("keeper"), stand.Await("guest"));

        Signals.Send(signal, up.Id);

        Assert.True(up.WaitForExit(TimeSpan.FromSeconds(90)));
        Assert.Equal(status, up.ExitCode);
        stand.AwaitNothing(guest, keeper);
    }

    /// <summary>A run folder as an `up` leaves it that was killed together with all that watches over it; the next one sweeps.</summary>
    private static void LeaveBehind(DriverStand stand, string name, int? owner)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stand.Base, name));
        folder.CreateSubdirectory("job");
        if (owner is not null)
            File.WriteAllText(Path.Combine(folder.FullName, "owner"), $"{owner}\n");
    }
}
