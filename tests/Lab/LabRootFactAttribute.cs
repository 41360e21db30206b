namespace Lab;

/// <summary>A test of the lab that becomes another user first: skipped, with the reason, where it cannot.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabRootFactAttribute : FactAttribute
{
    public LabRootFactAttribute() => Skip = LabDriver.WhatIsMissing()
        ?? (Environment.IsPrivilegedProcess ? null : "needs root, to become an ordinary user");
}
