using Xunit;

namespace Testing;

/// <summary>A test that only root can make: skipped, with the reason, for everybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = RootReason.WhyNot;
}
