namespace Lab;

/// <summary>A theory on the lab; skipped as <see cref="LabFactAttribute"/> is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    public LabTheoryAttribute() => Skip = LabDriver.WhatIsMissing();
}
