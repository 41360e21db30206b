namespace Faults.Tests;

/// <summary>Each file that a command writes x each way in which a disk refuses.</summary>
internal static class WriteFaults
{
    internal const int NoSpace = 28;
    internal const int ReadOnly = 30;
    private const int Denied = 13;
    private const int InputOutput = 5;

    /// <summary>Where the kernel says it: a full disk at write(2), a dying one at fsync(2), the others when a file is made or removed.</summary>
    internal static readonly (string What, int Error, string Calls)[] Ways =
    [
        ("no space is left (ENOSPC)", NoSpace, "write"),
        ("the file system is read-only (EROFS)", ReadOnly, "open unlink"),
        ("a right is missing (EACCES)", Denied, "open unlink"),
        ("the disk fails (EIO)", InputOutput, "fsync"),
    ];

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Written("the state directory", ".writable.", Always(74), Always(74), Always(74), Always(74)),
        .. Written("a hold", "/state/holds", Always(74), Always(74), error => error == NoSpace ? null : 74, null),
        .. Written("a kept statement", "/state/withdrawn", Always(74), Always(74), error => error == NoSpace ? null : 74, null),
        .. Written("watchdog.json", "watchdog.json", Always(74), Always(74), Always(74), null),
        .. Written("names.json", "names.json", null, Always(74), Always(74), null),
        .. Written("the journal", "journal.jsonl", Always(74), Always(74), Always(74), Always(74)),
        .. Written("freeze.json", "freeze.json", Removal, null, null, Always(74), Removal),
        .. Written("the metrics", "viptools.prom", Always(0), null, null, null),
        .. Written("a bundle", "/state/bundles", Always(0), null, null, null),
        .. Written("the lock", "/run/lock", OfLock, OfLock, OfLock, OfLock),
    ];

    private static Func<int, int?> Always(int status) => _ => status;

    /// <summary>Of a file that is removed nothing is written, and its folder flushed.</summary>
    private static int? Removal(int error) => error is ReadOnly or Denied ? 74 : null;

    /// <summary>A full disk costs those who wait the holder's name, and nobody the lock; it is never flushed.</summary>
    internal static int? OfLock(int error) => error switch { NoSpace => 0, ReadOnly => 74, Denied => 77, _ => null };

    private static IEnumerable<Fault> Written(
        string file, string part, Func<int, int?>? watchdog, Func<int, int?>? delete, Func<int, int?>? add, Func<int, int?>? freeze, Func<int, int?>? thaw = null)
    {
        foreach (var (what, error, calls) in Ways)
        {
            foreach (var (command, statusOf) in new[] { (World.Watchdog, watchdog), (World.Delete, delete), (World.Add, add), (World.Freeze, freeze), (World.Thaw, thaw) })
            {
                if (statusOf?.Invoke(error) is { } status)
                {
                    yield return new($"writing {file}", command == World.Watchdog && IsOfPeople(part) ? $"{what}; its time is over" : what, command, status, world => Refuse(world, part, error, calls), nameof(WriteFaultTests))
                    {
                        IsLong = command == World.Add || error == Denied || (error == ReadOnly ? statusOf != Removal : command != World.Watchdog && error != NoSpace),
                    };
                }
            }
        }
    }

    /// <summary>The watchdog touches them when their time is over.</summary>
    private static bool IsOfPeople(string part) => part is "/state/holds" or "freeze.json";

    internal static void Refuse(World world, string part, int error, string calls)
    {
        if (world.Command == World.Watchdog)
            world.Site.Set("metrics-file", world.Site.Of("viptools.prom"));
        world.TellsWhatIsOver = world.Command == World.Watchdog && IsOfPeople(part);
        if (world.TellsWhatIsOver)
            world.HasOverdue();
        world.MayLoseStatements = part.EndsWith("withdrawn", StringComparison.Ordinal);
        world.Site.Within = Preload.Within($"FAULTY_PATH={part}", $"FAULTY_CALLS={calls}", $"FAULTY_ERROR={error}");
    }
}
