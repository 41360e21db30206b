using System.Reflection;

namespace VipWatchdog;

/// <summary>The version that `--version` prints.</summary>
internal static class ProgramVersion
{
    internal static string Read() =>
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
