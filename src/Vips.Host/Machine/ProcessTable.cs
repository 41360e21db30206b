using System.Globalization;
using System.Text;
using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>The processes in /proc.</summary>
/// <param name="proc">Where procfs is mounted.</param>
internal sealed class ProcessTable(string proc)
{
    /// <summary>comm has at most 15 bytes and a line feed.</summary>
    private const int NameSize = 16;

    /// <summary>
    /// The live processes of that name. Only they have their stat read: on a machine with a thousand processes the rest
    /// would cost more than the tools do.
    /// </summary>
    /// <exception cref="IOException">/proc cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">/proc cannot be listed.</exception>
    internal List<ProcessStat> Named(string name)
    {
        var found = new List<ProcessStat>();
        foreach (var folder in Directory.EnumerateDirectories(proc))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && IsNamed(folder, name) && ProcessStat.Read(proc, pid) is { IsAlive: true } process && process.Name == name)
            {
                found.Add(process);
            }
        }

        return found;
    }

    /// <summary>
    /// Whether it is in our network namespace. Where the links cannot be read (another user's process, as an ordinary
    /// user) it may be, and counts as being there.
    /// </summary>
    internal bool MayShareNetwork(ProcessStat process)
    {
        var ours = NetworkOf("self");
        var its = NetworkOf(process.Pid.ToString(CultureInfo.InvariantCulture));
        return ours is null || its is null || ours == its;
    }

    /// <summary>`net:[4026531840]`; null when it cannot be read.</summary>
    private string? NetworkOf(string process) => new FileInfo($"{proc}/{process}/ns/net").LinkTarget;

    private static bool IsNamed(string folder, string name)
    {
        try
        {
            using var file = FileDescriptor.Open($"{folder}/comm", OpenFlags.ReadOnly);
            Span<byte> comm = stackalloc byte[NameSize];
            var length = file.ReadAt(comm, 0);
            return Encoding.UTF8.GetString(comm[..length]).TrimEnd('\n') == name;
        }
        catch (PosixException)
        {
            // It has ended since the listing.
            return false;
        }
    }
}
