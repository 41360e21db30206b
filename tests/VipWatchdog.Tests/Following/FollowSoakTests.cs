using System.Diagnostics;
using System.Globalization;
using System.Text;
using Testing;

namespace VipWatchdog.Tests.Following;

/// <summary>
/// Run after run in one process, without a pause: neither memory nor descriptors nor threads grow. Each is asked for by
/// SIGUSR1, which alone does not wait; keepalived's lines come between. 50,000 of them:
/// `VIPTOOLS_SOAK_RUNS=50000 dotnet test tests/VipWatchdog.Tests --filter FullyQualifiedName~Soak`; `./test long` makes 2,000.
/// </summary>
public sealed class FollowSoakTests
{
    private const int Few = 250;
    private const int Many = 2000;

    private static readonly int Wanted =
        int.TryParse(Environment.GetEnvironmentVariable("VIPTOOLS_SOAK_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs
        : Environment.GetEnvironmentVariable("VIPTOOLS_LONG") is null ? Few : Many;

    /// <summary>
    /// The long form as it ships. Else the youngest garbage is collected at 1 MiB (hexadecimal; NativeAOT reads no 0x): before the
    /// first collection a heap grows by as much as the processor's cache is large, 8 MiB in 250 runs, and a leak would hide in it.
    /// </summary>
    private static readonly bool AsShipped = Environment.GetEnvironmentVariable("VIPTOOLS_SOAK_RUNS") is not null;

    /// <summary>
    /// 250 runs of the published program grew by 0.1 to 0.3 MiB; what is built beside the tests is compiled as it runs, and grew by 4;
    /// as it ships the heap grows by 5 MiB between 250 runs and 1,000.
    /// </summary>
    private static int AllowedKib => (AsShipped || Environment.GetEnvironmentVariable("VIPTOOLS_BIN") is not { Length: > 0 } ? 8 : 2) * 1024;

    [Fact]
    public void Nothing_grows()
    {
        using var site = FollowTests.Site();
        site.Set("watchdog.settle", "0s");
        Replay(site);
        using var follower = new Follower(site, environment: AsShipped ? [] : ["DOTNET_GCgen0size=100000"]);
        using var asking = Asking(follower.Id);
        var warm = Math.Max(Few / 5, Wanted / 20);
        var (early, reported) = ((Figures?)null, 0);
        var watch = Stopwatch.StartNew();
        while (follower.Runs is var runs && runs < Wanted)
        {
            if (early is null && runs >= warm)
                early = Figures.Of(follower.Id);
            if (runs / 1000 > reported)
                Report($"{reported = runs / 1000}000 runs in {watch.Elapsed.TotalSeconds:0} s: {Figures.Of(follower.Id)}");
            follower.Write("RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 DOWN", "RS [10.0.0.1]:tcp:80 [192.0.2.1]:tcp:80 UP");
            follower.Forget();
            Thread.Sleep(20);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(600 + Wanted), "the runs do not come");
        }

        asking.StandardInput.Close();
        asking.WaitForExit();
        var late = Figures.Of(follower.Id);
        var told = $"{early} after {warm} runs, {late} after {follower.Runs}, in {watch.Elapsed.TotalSeconds:0} s";
        Report(told);
        Assert.Equal(0, follower.End().Status);
        Assert.True(late.Open <= early!.Open + 10, told); // one in twenty runs; a library that is loaded late has one, too
        Assert.True(late.Threads <= early.Threads + 4, told);
        Assert.True(late.MemoryKib <= early.MemoryKib + AllowedKib, told);
    }

    /// <summary>Asks for a run every 5 ms until its input is closed: `read` sleeps, and neither it nor `kill` starts a process.</summary>
    private static Process Asking(int pid) => Process.Start(new ProcessStartInfo(
        "bash", ["-c", "while kill -USR1 $0; do read -rt 0.005; [ $? -gt 128 ] || exit 0; done", pid.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true,
    })!;

    /// <summary>For who waits an hour: a line for each thousand runs and one at the end, where VIPTOOLS_SOAK_REPORT says.</summary>
    private static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("VIPTOOLS_SOAK_REPORT") is { } file)
            File.AppendAllText(file, line + "\n");
    }

    /// <summary>
    /// Puts scripts in place of the fakes that answer what the fakes answered once, without a file for each call: those
    /// would be what grows. They start nothing, so that a run costs hardly more than what is ours.
    /// </summary>
    private static void Replay(FakeSite site)
    {
        site.Run();
        var calls = site.Fakes.Calls().Where(call => call.Tool == "vtysh").ToList();
        var script = new StringBuilder("#!/bin/sh\ncase $* in\n");
        for (var i = 0; i < calls.Count; i++)
        {
            using var vtysh = Process.Start(new ProcessStartInfo(site.Vtysh.Path, calls[i].Arguments) { RedirectStandardOutput = true })!;
            script.Append(CultureInfo.InvariantCulture, $"{Quoted(calls[i].Line)}) {Prints(vtysh.StandardOutput.ReadToEnd())}; exit ;;\n");
            vtysh.WaitForExit();
        }

        site.Set("bgp.vtysh", Script(site, "vtysh", $"{script}esac\nexit 1\n"));
        site.Set("ipvs.ipvsadm", Script(site, "ipvsadm", $"#!/bin/sh\n{Prints(File.ReadAllText(site.Of("ipvs.list")))}\n"));
        Golden.Same("exit 0", site.Transcript());
    }

    private static string Prints(string text) => $"printf %s {Quoted(text)}";

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Installed by another process: what we hold open for writing while a thread here forks cannot be executed.</summary>
    private static string Script(FakeSite site, string name, string text)
    {
        using var install = Process.Start(new ProcessStartInfo("install", ["-m", "755", "/dev/stdin", site.Of(name)]) { RedirectStandardInput = true })!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
        return site.Of(name);
    }

    /// <param name="MemoryKib">Resident.</param>
    /// <param name="OwnKib">Of it, what no file stands behind: the heaps, and methods that were compiled.</param>
    /// <param name="Open">Descriptors.</param>
    private sealed record Figures(int MemoryKib, int OwnKib, int Open, int Threads)
    {
        public static Figures Of(int pid)
        {
            var status = File.ReadAllLines($"/proc/{pid}/status");
            return new(Number(status, "VmRSS:"), Number(status, "RssAnon:"), Descriptors(pid), Number(status, "Threads:"));
        }

        /// <summary>The fewest of some moments: a run in hand has files and pipes open.</summary>
        private static int Descriptors(int pid) => Enumerable.Range(0, 20).Min(_ =>
        {
            Thread.Sleep(1);
            return Directory.GetFiles($"/proc/{pid}/fd").Length;
        });

        private static int Number(string[] status, string key) => int.Parse(
            status.Single(line => line.StartsWith(key, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

        public override string ToString() => $"{MemoryKib} KiB ({OwnKib} of its own), {Open} descriptors, {Threads} threads";
    }
}
