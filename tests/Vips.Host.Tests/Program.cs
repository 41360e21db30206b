using System.Text;
using Vips.Host.Diagnosis;
using Vips.Host.Ending;
using Vips.Host.Locking;
using Vips.Host.Machine;
using Vips.Host.Settings;
using Vips.Host.State;

namespace Vips.Host.Tests;

/// <summary>Not run by the test host: the child process of the tests, started as `dotnet Vips.Host.Tests.dll JOB PATH`.</summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var job, var path])
        {
            return 64;
        }

        switch (job)
        {
            case "replace-forever":
                ReplaceForever(path);
                return 0;
            case "replace-many-forever":
                ReplaceManyForever(path);
                return 0;
            case "prepare":
                Console.Out.WriteLine(new StateDirectory(path).Prepare(DateTimeOffset.UtcNow) is { } failure ? $"{failure.Kind} {failure}" : "ready");
                return 0;
            case "read-state":
                Console.Out.WriteLine(new StateDirectory(path).Watchdog.Read() is { IsKnown: false } unknown ? $"{unknown.Failure.Kind} {unknown.Failure}" : "known");
                return 0;
            case "read-holds":
                Console.Out.WriteLine(new StateDirectory(path).Holds.Read() is var holds && holds.IsKnown ? $"holds {string.Join(' ', holds.Value.ByPrefix.Values.Select(hold => $"{hold.Prefix} {hold.Damage}"))}" : $"{holds.Failure!.Kind} {holds.Failure}");
                return 0;
            case "inspect":
                var (seen, held, schedule) = (StateInspection.Of(new(path)), LockInspection.Of(Path.Combine(path, "lock"), "/proc", new BootClock(TimeProvider.System).Now()), new Schedules(new(), new(path)).Read());
                Console.Out.WriteLine($"state {seen.Unwritable?.Kind} {seen.Unwritable?.Words}; lock {held.Unfit?.Kind} {held.Unfit?.Words}; schedule {string.Join(' ', schedule.Unread)}");
                return 0;
            case "read-configuration":
                Console.Out.WriteLine($"{ConfigurationFile.Read(path).Status} {string.Join('\n', ConfigurationFile.Read(path).Faults)}");
                return 0;
            case "hang":
                LastResort.EndAfter(TimeSpan.FromSeconds(1));
                Thread.Sleep(TimeSpan.FromMinutes(10));
                return 0;
            case "bug":
                return BugTrap.Run("vip-test", () => throw new InvalidOperationException($"no {path}\nhere"), line => File.AppendAllText(path, line));
            case "bug-without-descriptors":
                BugTrap.Run("vip-test", () => throw new InvalidOperationException("the first, which loads what a report needs"));
                var open = new List<IDisposable>();
                return BugTrap.Run("vip-test", () =>
                {
                    while (true)
                        open.Add(File.OpenHandle(path));
                });
            case "bug-of-a-thread":
                return BugTrap.Run("vip-test", () =>
                {
                    var thread = new Thread(() => throw new InvalidOperationException("no luck"));
                    thread.Start();
                    thread.Join();
                    Thread.Sleep(Timeout.Infinite);
                    return ExitStatus.Done;
                });
            default:
                return 64;
        }
    }

    /// <summary>Contents of growing and shrinking length, each a line of its own number only.</summary>
    /// <summary>300 files of a folder, with a longer content each round.</summary>
    private static void ReplaceManyForever(string folder)
    {
        for (var round = 1; ; round++)
        {
            var content = Encoding.UTF8.GetBytes($"{new string('x', round)} ends\n");
            AtomicFiles.WriteWithoutFolder([.. Enumerable.Range(0, 300).Select(number => new FileContent(Path.Combine(folder, $"f{number}"), content))]);
            if (round == 1)
            {
                Console.Out.WriteLine("begun");
            }
        }
    }

    private static void ReplaceForever(string path)
    {
        for (var number = 1; ; number++)
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{number}\n", 1 + (number % 7 * 1000)))));
            Console.Out.WriteLine(number);
        }
    }
}
