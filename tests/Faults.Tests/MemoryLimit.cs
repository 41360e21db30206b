using System.Globalization;

namespace Faults.Tests;

/// <summary>A cgroup (version 1 or 2) with a limit of memory, for one run and all that it starts.</summary>
internal sealed class MemoryLimit : IDisposable
{
    private static readonly (string Root, string Key)[] Versions = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")];

    private static int _made;

    private readonly string _folder;

    private MemoryLimit(string folder) => _folder = folder;

    /// <summary>Why none can be made; null when one can.</summary>
    public static string? WhyNot
    {
        get
        {
            try
            {
                Make("67108864").Dispose();
                return null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return "needs root and a cgroup with the memory controller";
            }
        }
    }

    /// <summary>What starts a program in it.</summary>
    public IReadOnlyList<string> Within => ["sh", "-c", $"echo $$ >{_folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <exception cref="IOException">There is no such cgroup, or it is not ours to make.</exception>
    public static MemoryLimit Make(string bytes)
    {
        foreach (var (root, key) in Versions)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"viptools-test-{Environment.ProcessId}-{Interlocked.Increment(ref _made)}");
            var folder = Path.Combine(root, name);
            if (!Directory.Exists(root))
                continue;
            Directory.CreateDirectory(folder);
            if (File.Exists(Path.Combine(folder, key)))
            {
                File.WriteAllText(Path.Combine(folder, key), bytes);
                return new(folder);
            }

            Directory.Delete(folder);
        }

        throw new IOException("no cgroup with the memory controller");
    }

    public void Dispose() => Directory.Delete(_folder);
}
