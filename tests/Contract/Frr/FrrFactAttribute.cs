namespace Contract.Frr;

/// <summary>A fact about the real FRR; skipped, with the reason, where there is none or we may not make namespaces.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FrrFactAttribute : FactAttribute
{
    public FrrFactAttribute() => Skip = BgpTestBed.WhyNot;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class FrrTheoryAttribute : TheoryAttribute
{
    public FrrTheoryAttribute() => Skip = BgpTestBed.WhyNot;
}
