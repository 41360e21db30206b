using System.Diagnostics;
using Faults.Tests;

namespace VipMgmt.Tests;

/// <summary>
/// kill -9 at thirty moments from the start of a run to its end. What counts is left at each of them: every file reads,
/// another's hold stands, nothing is withdrawn by us without a hold, and the same command given again ends as it should.
/// </summary>
public sealed class KillTests : OnSite
{
    private const int Kills = 30;

    private int _killed;

    /// <summary>How long the last run took that was let end: the machine's load changes meanwhile.</summary>
    private TimeSpan _whole;

    [Fact]
    public void Killed_at_any_moment_nothing_is_lost_and_the_next_run_repairs()
    {
        Hold(Other, ClaimOf("b.tld", reason: "new disk"));
        Site.Run("-y", "-d", Www);
        _whole = Site.Run("-a", Www).Took;

        for (var kill = 0; kill < Kills; kill++)
        {
            var command = kill % 2 == 0 ? "-d" : "-a";
            KillAfter(_whole * kill / Kills, command);
            EveryFileReads.Of(State);
            Assert.True(State.Watchdog.Read().Value.Value.Established);
            Assert.Equal(["b.tld"], ClaimsOn(Other));
            WhatIsWithdrawnIsHeld(command);

            Repairs(command);
        }

        Assert.InRange(_killed, Kills / 6, Kills);
    }

    private static string[] Yes(string command) => command == "-d" ? ["--yes"] : [];

    private void KillAfter(TimeSpan delay, string command)
    {
        using (var running = Site.Start([command, Www, .. Yes(command)]))
        {
            Thread.Sleep(delay);
            Kill(running.Id);
        }

        for (var since = Stopwatch.StartNew(); Site.Fakes.Running().Count > 0; Thread.Sleep(5))
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "a fake tool runs on");
        }
    }

    /// <summary>It alone: a vtysh that it has started goes on.</summary>
    private void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            _killed++;
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
            // It was faster this time.
        }
    }

    /// <summary>-d writes the hold first; -a lifts it first, and is between the two when the VIP has neither.</summary>
    private void WhatIsWithdrawnIsHeld(string command)
    {
        foreach (var prefix in (string[])[Four, Six])
        {
            if (command == "-d" && !IsConfigured(prefix))
            {
                Assert.Equal([Www], ClaimsOn(prefix));
                Assert.Equal($"network {prefix} route-map BGP1", State.Withdrawn.Read().Value.ByPrefix[Net.Prefixes.Prefix.Parse(prefix)].Statement.ToString());
            }
        }
    }

    private void Repairs(string command)
    {
        var run = Site.Run([command, Www, .. Yes(command)]);

        _whole = run.Took;
        Assert.Equal((0, ""), (run.Status, run.Error));
        foreach (var prefix in (string[])[Four, Six])
        {
            Assert.Equal(command == "-a", IsConfigured(prefix));
            Assert.Equal(command == "-a" ? [] : [Www], ClaimsOn(prefix));
        }
    }

    private bool IsConfigured(string prefix) => Site.Bgpd.Statements.Contains($"network {prefix} route-map BGP1");
}
