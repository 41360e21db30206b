using System.Text;

namespace Vips.Host.Posix;

/// <summary>Finds the symbolic link on the way of a path whose owner could lead us elsewhere tomorrow.</summary>
internal static class ForeignLink
{
    /// <summary>As many links as the kernel follows in one path (path_resolution(7)).</summary>
    private const int MostLinks = 40;

    private const int LongestPath = 4096;

    /// <param name="path">Relative to the working directory, or absolute; every folder on the way is looked at.</param>
    /// <param name="trusted">Users beside root whose links are followed.</param>
    /// <returns>What is wrong, in words for people; null when there is no such link, or nothing at the end of the way.</returns>
    internal static string? On(string path, params ReadOnlySpan<uint> trusted)
    {
        var rest = new Stack<string>();
        Push(rest, Path.Combine(Environment.CurrentDirectory, path)); // not GetFullPath: `link/..` is the parent of what the link leads to
        var reached = "/";
        var links = 0;
        while (rest.TryPop(out var name))
        {
            if (name == "..") // `reached` holds no link any more
            {
                reached = Path.GetDirectoryName(reached) ?? "/";
                continue;
            }

            var next = Path.Combine(reached, name);
            if (!TryLook(next, out var status))
            {
                return null;
            }

            if (status.Kind != FileKind.Link)
            {
                reached = next;
                continue;
            }

            if (status.User != 0 && !trusted.Contains(status.User))
            {
                return $"reached through the link {next} of user {status.User}; the link must be root's, or of the user who runs this: chown -h root";
            }

            if (++links > MostLinks || Target(next) is not { } target)
            {
                return null; // opening it fails, and says why
            }

            Push(rest, target);
            reached = target.StartsWith('/') ? "/" : reached;
        }

        return null;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (name != ".")
            {
                rest.Push(name);
            }
        }
    }

    private static bool TryLook(string path, out FileStatus status)
    {
        try
        {
            status = FileStatus.Of(path);
            return true;
        }
        catch (PosixException)
        {
            status = default;
            return false;
        }
    }

    private static unsafe string? Target(string link)
    {
        var bytes = stackalloc byte[LongestPath];
        var length = LibC.ReadLink(link, bytes, LongestPath);
        return length > 0 ? Encoding.UTF8.GetString(bytes, (int)length) : null;
    }
}
