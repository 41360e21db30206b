using Xunit;

namespace Testing;

/// <summary>A test that only root can make: skipped, with the reason, for everybody else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, to be or to own as somebody else";
    }
}
