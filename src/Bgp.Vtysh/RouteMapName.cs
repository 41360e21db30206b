namespace Bgp.Vtysh;

/// <summary>
/// Names that may stand in a command. vtysh runs what follows a newline inside one argument as further commands, and a
/// trailing `?` prints help instead of acting (facts/vtysh.md, "Batches"), so only harmless characters are let through.
/// </summary>
public static class RouteMapName
{
    /// <summary>Whether the name is of [A-Za-z0-9_.-]+.</summary>
    public static bool IsValid(ReadOnlySpan<char> name) => !name.IsEmpty && AreNameCharacters(name, and: "");

    /// <summary>Whether all are of [A-Za-z0-9_.-] and those named; a loop, since SearchValues is prepared in code that is compiled at every start.</summary>
    internal static bool AreNameCharacters(ReadOnlySpan<char> text, string and)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-') && !and.Contains(c, StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
