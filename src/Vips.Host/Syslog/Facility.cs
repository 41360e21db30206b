namespace Vips.Host.Syslog;

/// <summary>A facility of RFC 3164 section 4.1.1, by the name that syslog.conf uses.</summary>
/// <param name="Name">Lower case.</param>
/// <param name="Code">0 to 23.</param>
public readonly record struct Facility(string Name, int Code)
{
    /// <summary>By their codes; 12 to 15 have no name in syslog.conf.</summary>
    private static readonly string?[] Names =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
        null, null, null, null, "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>The ancestor's, by way of logger(1).</summary>
    public static Facility User => new("user", 1);

    public static bool TryParse(string name, out Facility facility)
    {
        var code = Array.IndexOf(Names, name);
        facility = code < 0 ? User : new(name, code);
        return code >= 0;
    }

    public override string ToString() => Name;
}
