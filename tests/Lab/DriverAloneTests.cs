using System.Diagnostics;

namespace Lab;

/// <summary>What takes a boot each, or a stopwatch: after all others, and beside none.</summary>
[Collection(nameof(DriverAlone))]
[Trait("Length", "long")]
public sealed class DriverAloneTests
{
    [LabFact]
    public void It_is_ready_in_less_than_30_seconds()
    {
        using var stand = new DriverStand();
        var clock = Stopwatch.StartNew();
        stand.Must(180, "up", "--owner", $"{Environment.ProcessId}");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        Assert.Equal("already up\n", stand.Must(60, "up").Output);
        var (guest, keeper) = (stand.Await("guest"), stand.Await("keeper"));
        stand.Must(60, "down");
        stand.AwaitNothing(guest, keeper);
    }

    [LabTheory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public void It_ends_with_its_owner(string signal)
    {
        using var stand = new DriverStand();
        using var owner = Process.Start(new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", "sleep", "1000"]))!;
        stand.Must(180, "up", "--owner", $"{owner.Id}");
        var (guest, keeper) = (stand.Await("guest"), stand.Await("keeper"));
        Assert.NotEmpty(ProcessGroups.Living(guest));

        Signals.Send(signal, owner.Id);

        owner.WaitForExit();
        stand.AwaitNothing(guest, keeper);
    }

    /// <summary>The folder stays for whoever wants to know what happened (docs/lab.md), until `down` or the next `up`.</summary>
    [LabFact]
    public void Without_its_keeper_it_ends_and_leaves_its_console_to_be_read()
    {
        using var stand = new DriverStand();
        stand.Must(180, "up", "--owner", $"{Environment.ProcessId}");
        var (guest, keeper) = (stand.Await("guest"), stand.Await("keeper"));

        Signals.Send("KILL", keeper);

        Wait.Until("processes left", "", () => string.Join('\n', ProcessGroups.Living(guest, keeper)), TimeSpan.FromSeconds(90));
        Assert.True(File.Exists(Path.Combine(stand.Run, "console")));
        Assert.Equal(3, stand.Try(20, "status").Status);
        stand.Must(60, "down");
        stand.AwaitNothing(guest, keeper);
    }
}

/// <summary>Runs when every other collection has.</summary>
[CollectionDefinition(nameof(DriverAlone), DisableParallelization = true)]
public sealed class DriverAlone;
