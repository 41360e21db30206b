using System.Globalization;

namespace Vips.Host.Posix;

/// <summary>
/// Names and numbers of /etc/passwd and /etc/group, read directly: the accounts of a package are local, and asking
/// the name service could hang on a directory server that is behind the very site that is down.
/// </summary>
internal static class Accounts
{
    internal const string Ours = "viptools";

    /// <summary>The group that may share state and lock; null where the package is not installed.</summary>
    internal static uint? OurGroup() => NumberOf(Ours, "/etc/group");

    internal static uint? OurUser() => NumberOf(Ours, "/etc/passwd");

    /// <summary>The third field of the line that begins with the name: the layout of passwd(5) and group(5) alike.</summary>
    internal static uint? NumberOf(string name, string file)
    {
        foreach (var line in Lines(file))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[0] == name
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }

    internal static string? NameOf(uint number, string file)
    {
        var wanted = number.ToString(CultureInfo.InvariantCulture);
        foreach (var line in Lines(file))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[2] == wanted)
            {
                return fields[0];
            }
        }

        return null;
    }

    private static string[] Lines(string file)
    {
        try
        {
            return Machine.SystemFile.Read(file).Split('\n');
        }
        catch (PosixException)
        {
            return [];
        }
    }
}
