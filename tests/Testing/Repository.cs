using System.Runtime.CompilerServices;

namespace Testing;

/// <summary>Where the tests find the repository's own files.</summary>
public static class Repository
{
    /// <summary>The folder that holds VipTools.sln.</summary>
    public static string Root([CallerFilePath] string caller = "")
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!File.Exists(Path.Combine(folder, "VipTools.sln")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"no VipTools.sln above {caller}");
        }

        return folder;
    }

    /// <summary>The text of a captured output below tests/Fixtures/, e.g. `ipvsadm/1.31/v4-mixed.list`.</summary>
    public static string Fixture(string name, [CallerFilePath] string caller = "") =>
        File.ReadAllText(Path.Combine(Root(caller), "tests", "Fixtures", name));
}
