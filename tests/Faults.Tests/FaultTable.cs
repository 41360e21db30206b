namespace Faults.Tests;

/// <summary>Every fault that is tried.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<Fault> All { get; } = [.. ToolFaults.All, .. WriteFaults.All, .. BootFaults.All, .. DrainFaults.All, .. FollowFaults.All, .. KillFaults.All, .. MachineFaults.All];

    /// <summary>`./test long`: what is tried with another command, or in another form, in every `./test`.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("VIPTOOLS_LONG") is { Length: > 0 };

    /// <summary>The keys of those that a test class tries with the commands.</summary>
    public static TheoryData<string> Of(string evidence, params string[] commands) =>
        [.. All.Where(fault => fault.Evidence == evidence && commands.Contains(fault.Command) && (IsLong || !fault.IsLong)).Select(fault => fault.Key)];

    public static void Try(string key) => All.Single(fault => fault.Key == key).Try();
}
