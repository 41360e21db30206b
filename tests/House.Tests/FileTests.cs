using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace House.Tests;

/// <summary>The house rules that a machine can check.</summary>
public class FileTests
{
    /// <summary>The house's limit; more is two things in one file.</summary>
    private const int MostLines = 250;

    /// <summary>Expected outputs stand whole in a test, and cost lines without adding a job.</summary>
    private const int MostLinesOfTests = 300;

    private static readonly Regex MachinePath = new(@"(?<![\w.*/-])(/(work|root|Users)/\w|/home/\w+/\w|[A-Z]:\\Users\\)");

    [Fact]
    public void Every_project_of_src_has_its_tests() =>
        Offenders.None(HouseFiles.Sources.Where(name => !HouseFiles.Tracked.Contains($"tests/{name}.Tests/{name}.Tests.csproj")));

    [Fact]
    public void Every_project_has_a_test_file_of_its_own() => Offenders.None(HouseFiles.Projects()
        .Where(path => path.EndsWith(".Tests.csproj", StringComparison.Ordinal))
        .Where(path => !HouseFiles.Tracked.Any(file => file.StartsWith(path[..(path.LastIndexOf('/') + 1)], StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))));

    [Fact]
    public void No_source_file_is_too_long() => Offenders.None(Sources()
        .Select(path => (Path: path, Lines: HouseFiles.Read(path).AsSpan().Count('\n')))
        .Where(file => file.Lines > (file.Path.StartsWith("src/", StringComparison.Ordinal) ? MostLines : MostLinesOfTests)).Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = HouseFiles.Read("VipTools.sln").Replace('\\', '/');

        Offenders.None(HouseFiles.Projects().Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_tracked_file_names_a_path_of_somebodys_machine()
    {
        Assert.Matches(MachinePath, $"cd /{"work"}/main");
        Assert.Matches(MachinePath, $"\"/{"home"}/alice/src\"");

        Offenders.None(HouseFiles.Tracked.Where(IsText).SelectMany(file => MachinePath.Matches(HouseFiles.Read(file)).Select(match => $"{file}: {match.Value}")));
    }

    [Fact]
    public void Package_versions_stand_in_one_file_and_do_not_float()
    {
        var versions = XDocument.Parse(HouseFiles.Read("Directory.Packages.props")).Descendants("PackageVersion").ToArray();
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(@"^\d+(\.\d+){2,3}$", version.Attribute("Version")!.Value));

        var elsewhere = HouseFiles.Tracked.Where(file => file != "Directory.Packages.props" && Path.GetExtension(file) is ".csproj" or ".props" or ".targets")
            .SelectMany(file => XDocument.Parse(HouseFiles.Read(file)).Descendants()
                .Where(element => element.Name.LocalName is "PackageReference" or "PackageVersion" && file != "Directory.Packages.props"
                    && (element.Attribute("Version") ?? element.Attribute("VersionOverride") ?? (object?)element.Element("Version")) is not null)
                .Select(element => $"{file}: {element}"));
        Offenders.None(elsewhere);
    }

    [Fact]
    public void Every_project_has_its_lock_file() => Offenders.None(HouseFiles.Projects()
        .Where(path => !HouseFiles.Tracked.Contains($"{path[..path.LastIndexOf('/')]}/packages.lock.json")));

    [Fact]
    public void Nothing_built_is_tracked() => Offenders.None(HouseFiles.Tracked.Where(path =>
        path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/obj/", StringComparison.Ordinal)
        || Path.GetExtension(path) is ".dll" or ".exe" or ".deb" or ".so" or ".nupkg"));

    private static IEnumerable<string> Sources() => HouseFiles.Tracked.Where(path =>
        (path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal))
        && path.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Captured outputs of outside tools are as they were; so are pictures.</summary>
    private static bool IsText(string path) =>
        !path.StartsWith("tests/Fixtures/", StringComparison.Ordinal) && Path.GetExtension(path) is not (".png" or ".gif" or ".svg" or ".gz");
}
