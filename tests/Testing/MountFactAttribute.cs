using System.Globalization;
using Xunit;

namespace Testing;

/// <summary>A test that mounts a file system: skipped, with the reason, where that is not allowed; so it is to root in most containers, too.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    /// <summary>Its bit, capabilities(7).</summary>
    private const int AdministerSystem = 21;

    public MountFactAttribute()
    {
        if (!MayMount())
            Skip = "needs CAP_SYS_ADMIN (root, and no plain container), to mount a file system";
    }

    private static bool MayMount()
    {
        const string key = "CapEff:";
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return (ulong.Parse(line.AsSpan(key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> AdministerSystem & 1) != 0;
    }
}
