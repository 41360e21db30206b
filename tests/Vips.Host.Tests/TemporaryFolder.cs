using System.Diagnostics;

namespace Vips.Host.Tests;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("viptools-").FullName;

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(Of(name), text);
        File.SetUnixFileMode(Of(name), mode);
        return Of(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Programs that a test starts to make the world misbehave.</summary>
public static class Shell
{
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Runs to the end; throws when it fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }

    /// <summary>This test project's own child process (Program.cs).</summary>
    public static Process StartChild(string job, string path) => Start("dotnet", typeof(Program).Assembly.Location, job, path);

    /// <summary>What the child prints as the user `nobody`, who has no right anywhere. Needs root.</summary>
    public static string RunChildAsNobody(string job, string path) => Run(
        "setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "dotnet", typeof(Program).Assembly.Location, job, path).Trim();

    public static Process Start(string program, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
}
