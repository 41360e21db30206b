using System.Diagnostics;
using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>The trait by which ./test chooses what is counted (CONTRIBUTING.md), and the script that makes the counted programs quick.</summary>
public sealed partial class CoverageTraitTests
{
    [Fact]
    public void It_is_short_or_apart_and_nothing_else()
    {
        var traits = Traits().ToList();

        Offenders.None(traits.Where(trait => trait.Value is not ("short" or "apart")).Select(trait => $"{trait.Path}: Coverage is `{trait.Value}`"));
        foreach (var project in (string[])["VipMgmt", "VipWatchdog"])
        {
            Assert.Contains(traits, trait => trait.Value == "short" && trait.Path.StartsWith($"tests/{project}.Tests/", StringComparison.Ordinal));
        }
    }

    /// <summary>Without this a test that takes another user's part, or one that exhausts the descriptors, would be counted and stand still.</summary>
    [Fact]
    public void The_children_that_cannot_write_their_counts_are_not_counted() =>
        Offenders.None(Sources().Where(path => HouseFiles.Read(path) is var text && ChildWithoutRights().IsMatch(text) && !text.Contains("""Trait("Coverage", "apart")""", StringComparison.Ordinal)));

    [Theory]
    [InlineData()]
    [InlineData("/nonexistent", "some.dll")]
    [InlineData("/tmp")]
    public void Without_a_folder_or_a_library_nothing_is_compiled_ahead(params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(HouseFiles.Root, "tests", "compile-ahead"), arguments) { RedirectStandardError = true })!;
        var error = script.StandardError.ReadToEnd();
        script.WaitForExit();

        Assert.Equal(64, script.ExitCode);
        Assert.StartsWith("usage: ", error, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, string Value)> Traits() =>
        from path in Sources()
        from Match match in CoverageTrait().Matches(HouseFiles.Read(path))
        select (path, match.Groups[1].Value);

    private static IEnumerable<string> Sources() => HouseFiles.Tracked.Where(path => CountedTests().IsMatch(path));

    [GeneratedRegex("""^tests/(VipMgmt|VipWatchdog|Vips\.Host)\.Tests/.*Tests\.cs$""")]
    private static partial Regex CountedTests();

    [GeneratedRegex("""Trait\("Coverage", "([^"]*)"\)""")]
    private static partial Regex CoverageTrait();

    [GeneratedRegex("""RunChildAsNobody\(|"setpriv"|"prlimit"|ulimit""")]
    private static partial Regex ChildWithoutRights();
}
