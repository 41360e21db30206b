using Xunit;

namespace Testing;

/// <summary>A theory that only root can try: skipped, with the reason, for everybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = RootReason.WhyNot;
}
