namespace VipWatchdog.Tests;

/// <summary>A test that mounts a file system: only root can.</summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (Environment.UserName != "root")
            Skip = "needs root, to mount a file system";
    }
}
