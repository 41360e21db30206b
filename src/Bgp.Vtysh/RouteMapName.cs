using System.Buffers;

namespace Bgp.Vtysh;

/// <summary>
/// Names that may stand in a command. vtysh runs what follows a newline inside one argument as further commands, and a
/// trailing `?` prints help instead of acting (facts/vtysh.md, "Batches"), so only harmless characters are let through.
/// </summary>
public static class RouteMapName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether the name is of [A-Za-z0-9_.-]+.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(Allowed);
}
