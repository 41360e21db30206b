using Testing;

namespace House.Tests;

/// <summary>README shows what the programs print: its console blocks stand in the recorded sessions on the real FRR.</summary>
public class ReadmeTests
{
    private static readonly string Root = Repository.Root();

    [Fact]
    public void Every_console_block_is_what_the_programs_printed()
    {
        var session = string.Concat(((string[])["session.txt", "doctor.txt"]).Select(file => $"\n{File.ReadAllText(Path.Combine(Root, "tests", "Golden", "Contract", file))}"));
        var blocks = Blocks("console").ToList();
        Assert.True(blocks.Count >= 5, $"only {blocks.Count} console blocks");
        Assert.All(blocks, block => Assert.Contains($"\n{block}", session, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_file_that_README_names_is_there()
    {
        string[] named = ["demo", "test", "LICENSE", "THIRD-PARTY.md", "CONTRIBUTING.md", "docs/configuration.md", "docs/install.md", "docs/json.md", "docs/tasks.md", "docs/troubleshooting.md", "docs/lab.md", "docs/maintenance.md", "global.json", "tests/Testing"];
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        Assert.All(named, name => Assert.Contains(name, readme, StringComparison.Ordinal));
        Assert.All(named, name => Assert.True(Path.Exists(Path.Combine(Root, name)), name));
    }

    /// <summary>The texts of the fenced blocks of a language.</summary>
    private static IEnumerable<string> Blocks(string language)
    {
        List<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(Root, "README.md")))
        {
            if (block is null)
            {
                block = line == $"```{language}" ? [] : null;
            }
            else if (line == "```")
            {
                yield return string.Concat(block.Select(text => $"{text}\n"));
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }
    }
}
