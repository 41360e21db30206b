using System.Text;
using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>A start-up configuration that holds at least one `router bgp`, and the file it came from.</summary>
public sealed record StartupConfiguration(string Path, BgpConfiguration Configuration);

/// <summary>What was read of one file: exactly one of the three is there.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Text">All of it.</param>
/// <param name="HoldsNone">Why it certainly holds no `router bgp`, unread: it is missing, or empty.</param>
/// <param name="Failure">Why it cannot be read.</param>
public sealed record StartupText(string Path, string? Text, string? HoldsNone = null, Failure? Failure = null);

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
    /// <param name="path">Of the file.</param>
    /// <param name="read">Reads a file; <see cref="ReadText(string)"/> without.</param>
    public static Reading<StartupConfiguration> Read(string path, Func<string, StartupText>? read = null) =>
        TryParse((read ?? ReadText)(path), out var holdsNone) ?? Unknown(path, holdsNone);

    /// <summary>
    /// The first file that holds `router bgp`. One that cannot be read or understood ends the search: it may be the one
    /// that bgpd started from.
    /// </summary>
    /// <param name="paths">In their order.</param>
    /// <param name="read">Reads a file; <see cref="ReadText(string)"/> without.</param>
    public static Reading<StartupConfiguration> ReadFirst(IReadOnlyList<string> paths, Func<string, StartupText>? read = null)
    {
        var looked = new List<string>(paths.Count);
        foreach (var path in paths)
        {
            if (TryParse((read ?? ReadText)(path), out var holdsNone) is { } reading)
                return reading;
            looked.Add($"{path}: {holdsNone}");
        }

        return Unknown("start-up configuration", $"no 'router bgp' found ({string.Join("; ", looked)})");
    }

    /// <summary>The file as it stands on the disk.</summary>
    public static StartupText ReadText(string path)
    {
        try
        {
            return ReadText(path, out var holdsNone) is { } text ? new(path, text) : new(path, null, holdsNone);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return Failed(path, "is a folder"); // .NET calls the opening of one a denial
        }
        catch (UnauthorizedAccessException)
        {
            return Failed(path, "permission denied; run it as root or in the group of the file", FailureKind.NotPermitted);
        }
        catch (IOException failed)
        {
            return Failed(path, $"cannot be read: {PlainText.Line(failed.Message, 200)}");
        }
    }

    /// <summary>Null, and in words why, for a file that certainly holds no `router bgp`.</summary>
    private static Reading<StartupConfiguration>? TryParse(StartupText file, out string holdsNone)
    {
        holdsNone = file.HoldsNone ?? "holds no 'router bgp'";
        if (file.Failure is not null)
            return Reading<StartupConfiguration>.Unknown(file.Failure);
        if (file.Text is null)
            return null;
        var configuration = BgpConfigurationParser.ParseFile(file.Path, file.Text);
        if (!configuration.IsKnown)
            return Reading<StartupConfiguration>.Unknown(configuration.Failure);
        return configuration.Value.Instances.Count == 0
            ? null
            : Reading<StartupConfiguration>.Known(new(file.Path, configuration.Value));
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

    private static StartupText Failed(string path, string words, FailureKind kind = FailureKind.Unusable) =>
        new(path, null, Failure: new(kind, path, words));

    private static Reading<StartupConfiguration> Unknown(string subject, string words) =>
        Reading<StartupConfiguration>.Unknown(new(FailureKind.Unusable, subject, words));
}
