using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>
/// Compares a whole text with a committed file of tests/Golden/. `UPDATE_GOLDEN=1 ./test unit` writes the files anew;
/// read the difference before you commit it.
/// </summary>
public static class Golden
{
    /// <summary>Throws with both texts' first differing line when <paramref name="actual"/> is not the file's text.</summary>
    /// <param name="name">Path below tests/Golden/, e.g. `VipWatchdog/dry-run.txt`.</param>
    /// <param name="actual">The text that was produced, line feeds only.</param>
    public static void Verify(string name, string actual, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Repository.Root(caller), "tests", "Golden", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"no golden file {name}; write it with UPDATE_GOLDEN=1. The text is:\n{actual}");
        }

        Same(File.ReadAllText(path), actual, name);
    }

    /// <summary>The same for a text that stands in the test itself: xunit would show 40 characters of it.</summary>
    public static void Same(string expected, string actual, string name = "the text")
    {
        if (expected != actual)
        {
            throw new InvalidOperationException($"{name} differs {FirstDifference(expected, actual)}\n--- actual\n{actual}");
        }
    }

    private static string FirstDifference(string expected, string actual)
    {
        var wanted = expected.Split('\n');
        var got = actual.Split('\n');
        var line = 0;
        while (line < wanted.Length && line < got.Length && wanted[line] == got[line])
        {
            line++;
        }

        return $"at line {line + 1}:\n  expected: {At(wanted, line)}\n  actual:   {At(got, line)}";
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "(end)";
}
