using System.Globalization;
using Fuzz.Tests.Mutation;

namespace Fuzz.Tests;

/// <summary>tests/Fixtures/fuzz: inputs that broke a property once, PARSER/SEED-INDEX.</summary>
internal sealed class KeptInputs
{
    public static string Folder { get; } = Path.Combine(Captures.Root, "tests", "Fixtures", "fuzz");

    public static IEnumerable<(string Target, string Name)> All() =>
        from path in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select (Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path));

    public static byte[] Read(string target, string name) => File.ReadAllBytes(Path.Combine(Folder, target, name));

    /// <returns>Its path below the repository.</returns>
    public string Keep(Target target, ulong seed, long index, byte[] input)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{seed}-{index}");
        Directory.CreateDirectory(Path.Combine(Folder, target.Name));
        File.WriteAllBytes(Path.Combine(Folder, target.Name, name), input);
        return $"tests/Fixtures/fuzz/{target.Name}/{name}";
    }
}
