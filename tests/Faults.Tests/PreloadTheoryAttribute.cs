namespace Faults.Tests;

/// <summary>A theory of faults that are preloaded: skipped, with the reason, where faulty.c cannot be compiled.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PreloadTheoryAttribute : TheoryAttribute
{
    public PreloadTheoryAttribute() => Skip = Preload.WhyNot;
}
