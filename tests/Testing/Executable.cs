namespace Testing;

/// <summary>How the tests start vip-mgmt and vip-watchdog.</summary>
public static class Executable
{
    /// <summary>
    /// The programs of the folder VIPTOOLS_BIN, as packaging/publish makes them, else what was built beside the test: compiled ahead
    /// of time a program starts in 0.06 s of processor in place of 0.21 s, and the tests start them some thousand times.
    /// </summary>
    public static IReadOnlyList<string> Command(string program) =>
        Environment.GetEnvironmentVariable("VIPTOOLS_BIN") is { Length: > 0 } folder
            ? [Path.Combine(folder, program)]
            : ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, program + ".dll")];
}
