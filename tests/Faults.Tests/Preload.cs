using System.Diagnostics;
using Testing;

namespace Faults.Tests;

/// <summary>faulty.c, compiled when it is first needed.</summary>
internal static class Preload
{
    private static readonly Lazy<(string Library, string? WhyNot)> Compiled = new(Compile);

    /// <summary>Why it cannot be used; null when it can.</summary>
    public static string? WhyNot => Compiled.Value.WhyNot;

    /// <summary>What starts a program with it.</summary>
    /// <param name="variables">As faulty.c lists them: `FAULTY_KILL=3`.</param>
    public static IReadOnlyList<string> Within(params IEnumerable<string> variables) => ["env", $"LD_PRELOAD={Compiled.Value.Library}", .. variables];

    private static (string, string?) Compile()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "libfaulty.so");
        var fresh = $"{library}.{Environment.ProcessId}";
        try
        {
            using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", fresh, Path.Combine(Repository.Root(), "tests", "Faults.Tests", "faulty.c")]);
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                return ("", "gcc could not compile faulty.c (libc6-dev?)");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ("", "needs gcc, to compile faulty.c");
        }

        File.Move(fresh, library, overwrite: true);
        return (library, null);
    }
}
