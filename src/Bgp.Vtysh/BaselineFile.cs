using System.Text;
using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>A start-up configuration that holds at least one `router bgp`, and the file it came from.</summary>
public sealed record StartupConfiguration(string Path, BgpConfiguration Configuration);

/// <summary>
/// Reads the start-up configuration of bgpd. A missing file, one that may not be read and one without `router bgp` have
/// each their own words: none of them says that the site announces nothing.
/// </summary>
public static class BaselineFile
{
    /// <summary>Most bytes of a configuration, as of any output (DESIGN section 3).</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Where `auto` looks, in this order; the first that holds `router bgp` counts, never two together.</summary>
    public static IReadOnlyList<string> DefaultPaths { get; } =
        ["/etc/frr/frr.conf", "/etc/frr/bgpd.conf", "/etc/quagga/Quagga.conf", "/etc/quagga/bgpd.conf"];

    /// <summary>The one file that the configuration names.</summary>
    public static Reading<StartupConfiguration> Read(string path) =>
        TryRead(path, out var holdsNone) ?? Unknown(path, holdsNone);

    /// <summary>
    /// The first file that holds `router bgp`. One that cannot be read or understood ends the search: it may be the one
    /// that bgpd started from.
    /// </summary>
    public static Reading<StartupConfiguration> ReadFirst(IReadOnlyList<string> paths)
    {
        var looked = new List<string>(paths.Count);
        foreach (var path in paths)
        {
            if (TryRead(path, out var holdsNone) is { } reading)
                return reading;
            looked.Add($"{path}: {holdsNone}");
        }

        return Unknown("start-up configuration", $"no 'router bgp' found ({string.Join("; ", looked)})");
    }

    /// <summary>Null, and in words why, for a file that certainly holds no `router bgp`.</summary>
    private static Reading<StartupConfiguration>? TryRead(string path, out string holdsNone)
    {
        holdsNone = "";
        try
        {
            if (ReadText(path, out holdsNone) is not { } text)
                return null;
            var configuration = BgpConfigurationParser.ParseFile(path, text);
            if (!configuration.IsKnown)
                return Reading<StartupConfiguration>.Unknown(configuration.Failure);
            holdsNone = "holds no 'router bgp'";
            return configuration.Value.Instances.Count == 0
                ? null
                : Reading<StartupConfiguration>.Known(new(path, configuration.Value));
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return Unknown(path, "is a folder"); // .NET calls the opening of one a denial
        }
        catch (UnauthorizedAccessException)
        {
            return Reading<StartupConfiguration>.Unknown(
                new(FailureKind.NotPermitted, path, "permission denied; run it as root or in the group of the file"));
        }
        catch (IOException failed)
        {
            return Unknown(path, $"cannot be read: {PlainText.Line(failed.Message, 200)}");
        }
    }

    private static string? ReadText(string path, out string holdsNone)
    {
        holdsNone = "is missing";
        if (IsBlocking(path))
        {
            holdsNone = "is empty, or no regular file";
            return null;
        }

        try
        {
            using var file = File.OpenHandle(path);
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), MostBytes) + 1];
            var length = 0;
            for (int read; length < bytes.Length && (read = RandomAccess.Read(file, bytes.AsSpan(length), length)) > 0;)
                length += read;
            return length < bytes.Length
                ? Encoding.UTF8.GetString(bytes, 0, length)
                : throw new IOException($"it is larger than {MostBytes} bytes, or grew meanwhile");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Opening a FIFO would wait for its writer for ever. Like every special file it has the length 0, and no file of
    /// that length holds `router bgp`. A folder is refused by the opening itself.
    /// </summary>
    private static bool IsBlocking(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        return file.Exists && file.Length == 0;
    }

    private static Reading<StartupConfiguration> Unknown(string subject, string words) =>
        Reading<StartupConfiguration>.Unknown(new(FailureKind.Unusable, subject, words));
}
