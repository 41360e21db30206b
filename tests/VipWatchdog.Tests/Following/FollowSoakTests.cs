using System.Diagnostics;
using System.Globalization;
using System.Text;
using Testing;

namespace VipWatchdog.Tests.Following;

/// <summary>
/// Run after run in one process, without a pause: neither memory nor descriptors nor threads grow. 50,000 runs take an hour
/// and a half: `VIPTOOLS_SOAK_RUNS=50000 dotnet test tests/VipWatchdog.Tests --filter FullyQualifiedName~Soak`; `./test long` makes 2,000.
/// </summary>
public sealed class FollowSoakTests
{
    private const int Few = 24;
    private const int Many = 2000;

    private static readonly int Wanted =
        int.TryParse(Environment.GetEnvironmentVariable("VIPTOOLS_SOAK_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs
        : Environment.GetEnvironmentVariable("VIPTOOLS_LONG") is null ? Few : Many;

    [Fact]
    public void Nothing_grows()
    {
        using var site = FollowTests.Site();
        site.Set("watchdog.settle", "0s");
        Replay(site);
        using var follower = new Follower(site);
        var (early, reported) = ((Figures?)null, 0);
        var watch = Stopwatch.StartNew();
        while (follower.Runs is var runs && runs < Wanted)
        {
            if (early is null && runs >= Math.Max(Few / 2, Wanted / 20))
                early = Figures.Of(follower.Id);
            if (runs / 1000 > reported)
                Report(reported = runs / 1000, watch, follower);
            follower.Write("RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 DOWN", "RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 UP");
            follower.Forget();
            Thread.Sleep(20);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(600 + Wanted), "the runs do not come");
        }

        var late = Figures.Of(follower.Id);
        var told = $"{early} after {Math.Max(Few / 2, Wanted / 20)} runs, {late} after {Wanted}, in {watch.Elapsed.TotalSeconds:0} s";
        Assert.Equal(0, follower.End().Status);
        Assert.True(late.Descriptors <= early!.Descriptors + 2, told);
        Assert.True(late.Threads <= early.Threads + 4, told);
        Assert.True(late.MemoryKib <= early.MemoryKib + (Wanted > Few ? 8 : 24) * 1024, told); // at first methods are compiled
    }

    /// <summary>For who waits an hour: a line for each thousand runs, where VIPTOOLS_SOAK_REPORT says.</summary>
    private static void Report(int thousands, Stopwatch watch, Follower follower)
    {
        if (Environment.GetEnvironmentVariable("VIPTOOLS_SOAK_REPORT") is { } file)
            File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{thousands}000 runs in {watch.Elapsed.TotalSeconds:0} s: {Figures.Of(follower.Id)}\n"));
    }

    /// <summary>
    /// Puts scripts in place of the fakes that answer what the fakes answered once, without a file for each call: those
    /// would be what grows.
    /// </summary>
    private static void Replay(FakeSite site)
    {
        site.Run();
        var calls = site.Fakes.Calls().Where(call => call.Tool == "vtysh").ToList();
        var script = new StringBuilder("#!/bin/sh\ncase $* in\n");
        for (var i = 0; i < calls.Count; i++)
        {
            using var vtysh = Process.Start(new ProcessStartInfo(site.Vtysh.Path, calls[i].Arguments) { RedirectStandardOutput = true })!;
            File.WriteAllText(site.Of($"answer{i}"), vtysh.StandardOutput.ReadToEnd());
            vtysh.WaitForExit();
            script.Append(CultureInfo.InvariantCulture, $"'{calls[i].Line}') exec cat '{site.Of($"answer{i}")}' ;;\n");
        }

        site.Set("bgp.vtysh", Script(site, "vtysh", $"{script}esac\nexit 1\n"));
        site.Set("ipvs.ipvsadm", Script(site, "ipvsadm", $"#!/bin/sh\nexec cat '{site.Of("ipvs.list")}'\n"));
        Golden.Same("exit 0", site.Transcript());
    }

    /// <summary>Installed by another process: what we hold open for writing while a thread here forks cannot be executed.</summary>
    private static string Script(FakeSite site, string name, string text)
    {
        using var install = Process.Start(new ProcessStartInfo("install", ["-m", "755", "/dev/stdin", site.Of(name)]) { RedirectStandardInput = true })!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
        return site.Of(name);
    }

    private sealed record Figures(int MemoryKib, int Descriptors, int Threads)
    {
        public static Figures Of(int pid)
        {
            var status = File.ReadAllLines($"/proc/{pid}/status");
            return new(Number(status, "VmRSS:"), Directory.GetFiles($"/proc/{pid}/fd").Length, Number(status, "Threads:"));
        }

        private static int Number(string[] status, string key) => int.Parse(
            status.Single(line => line.StartsWith(key, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

        public override string ToString() => $"{MemoryKib} KiB, {Descriptors} descriptors, {Threads} threads";
    }
}
