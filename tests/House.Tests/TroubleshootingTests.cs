using Vips;

namespace House.Tests;

/// <summary>docs/troubleshooting.md tells messages that the programs say, and a remedy for each exit status.</summary>
public sealed class TroubleshootingTests
{
    private static readonly string[] Lines = HouseFiles.Read("docs/troubleshooting.md").Split('\n');

    [Fact]
    public void Every_message_is_one_of_the_programs()
    {
        var sources = string.Concat(HouseFiles.Tracked
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal)).Select(HouseFiles.Read));
        var messages = Rows("## Messages").Select(row => row.Split("` |")[0].TrimStart('|', ' ', '`')).ToList();
        Assert.True(messages.Count > 30);

        // What stands between two places that differ: `…`, and the closing of a code span.
        Offenders.None(messages.SelectMany(message => message.Split('…', '`').Select(part => part.Trim(' ', '(', ')', ':', ',')))
            .Where(part => part.Length > 8 && !sources.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_exit_status_has_its_row() => Assert.Equal(
        Enum.GetValues<ExitStatus>().Select(status => $"{(int)status}"),
        Rows("## Exit statuses").Select(row => row.Split('|')[1].Trim()).Where(text => int.TryParse(text, out _)));

    private static IEnumerable<string> Rows(string title) => Lines.SkipWhile(line => line != title).Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| message", StringComparison.Ordinal));
}
