namespace Lab;

/// <summary>A scenario of what the Debian package brings; skipped where the lab plays from a folder of executables.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PackageFactAttribute : FactAttribute
{
    public PackageFactAttribute() => Skip = LabDriver.WhatIsMissing()
        ?? (Environment.GetEnvironmentVariable("LAB_BIN")?.EndsWith(".deb", StringComparison.Ordinal) == true ? null : "LAB_BIN names no Debian package (./test long makes one)");
}
