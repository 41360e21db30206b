namespace Contract.Syslog;

/// <summary>A fact about the real rsyslogd; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SyslogFactAttribute : FactAttribute
{
    public SyslogFactAttribute() => Skip = SyslogDaemon.WhyNot;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class SyslogTheoryAttribute : TheoryAttribute
{
    public SyslogTheoryAttribute() => Skip = SyslogDaemon.WhyNot;
}
