namespace Contract.Packaging;

/// <summary>A test that installs the package, in a root over this machine's; skipped, with the reason, where that cannot be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute() => Skip = WhyNot();

    internal static string? WhyNot() =>
        Missing("dpkg-deb", "unshare", "systemd-sysusers", "systemd-tmpfiles", "systemd-analyze", "ipvsadm", "dig", "mandoc", "rsyslogd", "logrotate")
        ?? new Testing.MountFactAttribute().Skip
        ?? (File.ReadAllText("/proc/filesystems").Contains("overlay", StringComparison.Ordinal) ? null : "needs overlay file systems");

    internal static string? Missing(params string[] programs) => Array.Find(programs, program => Host.Find(program) is null) is { } missing ? $"needs {missing}" : null;
}

/// <summary>The same, and with lintian, which the short forms do without.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LintianFactAttribute : FactAttribute
{
    public LintianFactAttribute() => Skip = PackageFactAttribute.Missing("lintian") ?? PackageFactAttribute.WhyNot();
}
