using System.Globalization;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>Who runs this, for claims and the journal (DESIGN section 9).</summary>
public static class Person
{
    /// <summary>(uid_t) -1: nobody logged in, as under cron and systemd.</summary>
    private const uint Unset = uint.MaxValue;

    private const int LongestName = 64;

    /// <summary>
    /// The login user, whom su and sudo do not change; without a login the effective user, with the name that sudo was
    /// called by beside it: `root (sudo by alice)`. One that /etc/passwd does not name is `uid 1234`.
    /// </summary>
    /// <param name="sudoUser">SUDO_USER of the environment: anybody's words, so never alone.</param>
    public static string Name(string? sudoUser, string proc = "/proc", string passwd = "/etc/passwd")
    {
        if (Login(proc) is { } login)
            return NameOf(login, passwd);

        var effective = EffectiveUser(proc) is { } user ? NameOf(user, passwd) : "unknown user";
        return string.IsNullOrWhiteSpace(sudoUser) ? effective : $"{effective} (sudo by {PlainText.Line(sudoUser, LongestName)})";
    }

    private static uint? Login(string proc) =>
        uint.TryParse(SystemFile.TryRead($"{proc}/self/loginuid")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var user)
        && user != Unset ? user : null;

    /// <summary>`Uid:` of status(5): real, effective, saved, file system.</summary>
    private static uint? EffectiveUser(string proc)
    {
        foreach (var line in (SystemFile.TryRead($"{proc}/self/status") ?? "").Split('\n'))
        {
            var fields = line.Split('\t');
            if (fields is ["Uid:", _, var effective, ..]
                && uint.TryParse(effective, NumberStyles.None, CultureInfo.InvariantCulture, out var user))
            {
                return user;
            }
        }

        return null;
    }

    private static string NameOf(uint user, string passwd) => Accounts.NameOf(user, passwd) is { Length: > 0 } name
        ? PlainText.Line(name, LongestName)
        : $"uid {user.ToString(CultureInfo.InvariantCulture)}";
}
