namespace House.Tests;

/// <summary>README leads to all that an operator may want to read.</summary>
public class ReadmeTests
{
    [Fact]
    public void Every_page_is_named()
    {
        var readme = HouseFiles.Read("README.md");

        Offenders.None(HouseFiles.Tracked.Where(path => path is "demo" or "test" or "LICENSE" or "THIRD-PARTY.md" or "CONTRIBUTING.md"
                || (path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal) && !path.StartsWith("docs/facts/", StringComparison.Ordinal)))
            .Where(path => !readme.Contains(path, StringComparison.Ordinal)));
    }
}
