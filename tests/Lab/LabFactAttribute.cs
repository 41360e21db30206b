namespace Lab;

/// <summary>A scenario. Where the lab cannot run it is skipped, and says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(LabDriver.WhatIsMissing);

    public LabFactAttribute() => Skip = Missing.Value;
}
