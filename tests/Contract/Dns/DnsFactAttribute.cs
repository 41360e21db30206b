namespace Contract.Dns;

/// <summary>A fact about the real dig and knotd; skipped, with the reason, where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DnsFactAttribute : FactAttribute
{
    public DnsFactAttribute() => Skip = WhyNot;

    internal static string? WhyNot { get; } =
        Host.Find("dig") is null ? "no dig here; install bind9-dnsutils"
        : Host.Find("knotd") is null ? "no knotd here; install knot"
        : null;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class DnsTheoryAttribute : TheoryAttribute
{
    public DnsTheoryAttribute() => Skip = DnsFactAttribute.WhyNot;
}
