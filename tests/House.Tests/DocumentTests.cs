using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Vips.Host.Settings;

namespace House.Tests;

/// <summary>What README and the documents show is what the programs print, and what they tell people to type is understood.</summary>
public sealed partial class DocumentTests
{
    /// <summary>README and what the package puts beside it; docs/facts and docs/design.md are for those who build.</summary>
    private static readonly string[] Pages = [.. HouseFiles.Tracked.Where(path => path is "README.md" or "templates/quagga/README.md"
        || (path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal) && path != "docs/design.md" && !path.StartsWith("docs/facts/", StringComparison.Ordinal)))];

    /// <summary>Whole lines of some recorded output: whatever stands below tests/Golden and tests/Fixtures.</summary>
    [Fact]
    public void Every_console_block_is_what_the_programs_printed()
    {
        var recorded = string.Concat(HouseFiles.Tracked
            .Where(path => (path.StartsWith("tests/Golden/", StringComparison.Ordinal) || path.StartsWith("tests/Fixtures/", StringComparison.Ordinal)) && Path.GetExtension(path) is ".txt" or "")
            .Select(path => $"\n{HouseFiles.Read(path)}\n"));
        var blocks = Pages.SelectMany(page => Fences(page).Where(fence => fence.Language == "console")).ToList();
        Assert.True(blocks.Count >= 12, $"only {blocks.Count} console blocks");

        Offenders.None(blocks.Where(block => !recorded.Contains($"\n{block.Text}", StringComparison.Ordinal)).Select(block => $"{block.Where}: is in no recorded output:\n{block.Text}"));
    }

    /// <summary>`console`: a command with what it printed, and held by the test above; `sh`: what to type; so no block escapes unseen.</summary>
    [Fact]
    public void Every_block_says_what_it_is() =>
        Offenders.None(Pages.SelectMany(Fences).Where(fence => fence.Language.Length == 0).Select(fence => $"{fence.Where}: a block without a language"));

    /// <summary>Every `vip-mgmt …` and `vip-watchdog …` of a block or in the text, by the programs' own parsers.</summary>
    [Fact]
    public void Every_command_is_one_that_the_programs_take()
    {
        var commands = Pages.SelectMany(page => Commands(page)).ToList();
        Assert.True(commands.Count > 100, $"only {commands.Count} commands");

        // In the text an option may stand for itself, without its value.
        Offenders.None(commands.SelectMany(command => Faults(command.Text).Where(fault => command.Where.Contains(':', StringComparison.Ordinal) || !fault.StartsWith("Required argument missing", StringComparison.Ordinal))
            .Select(fault => $"{command.Where}: {command.Text}: {fault}")));
    }

    /// <summary>Keys that a page tells people to write are keys that there are, with values that they may have.</summary>
    [Fact]
    public void Every_configuration_is_without_a_fault()
    {
        var blocks = Pages.SelectMany(Fences).Where(fence => fence.Language == "yaml").ToList();
        Assert.True(blocks.Count >= 4, $"only {blocks.Count} configurations");

        Offenders.None(blocks.SelectMany(block => ConfigurationParser.Parse(block.Where, block.Text).Faults.Select(fault => fault.ToString())));
    }

    [Fact]
    public void Every_file_that_a_page_names_is_there()
    {
        var named = Pages.SelectMany(page => FileSpan().Matches(HouseFiles.Read(page)).Select(match => (Page: page, Path: match.Groups[1].Value.TrimEnd('/')))
            .Concat(Link().Matches(HouseFiles.Read(page)).Select(match => (Page: page, Path: $"{Path.GetDirectoryName(page)}/{match.Groups[1].Value}".TrimStart('/'))))).ToList();
        Assert.True(named.Count > 40, $"only {named.Count} files");

        Offenders.None(named.Where(name => !Path.Exists(Path.Combine(HouseFiles.Root, name.Path))).Select(name => $"{name.Page}: {name.Path}"));
    }

    private static IEnumerable<string> Faults(string command)
    {
        var words = CommandLineParser.SplitCommandLine(command).ToList();
        var parser = words[0].EndsWith("mgmt", StringComparison.Ordinal) ? VipMgmt.CommandLine.Command() : VipWatchdog.WatchdogOptions.Command(_ => 0);
        return parser.Parse([.. words.Skip(1).Select(word => word == "FIFO" ? "/FIFO" : word)]).Errors.Select(error => error.Message);
    }

    private static IEnumerable<(string Where, string Text)> Commands(string page)
    {
        var inText = CommandSpan().Matches(Prose(page)).Select(match => (page, match.Groups[1].Value));
        var inBlocks = Fences(page).Where(fence => fence.Language is "console" or "sh").SelectMany(fence => fence.Text.Split('\n').Select(line => (fence.Where, line)));
        return inBlocks.SelectMany(line => CommandLine().Matches(line.line).Select(match => (line.Where, match.Groups[1].Value))).Concat(inText)
            .Select(command => (command.Item1, Redirection().Replace(command.Item2, "").Trim()))
            .Where(command => !command.Item2.Contains('…', StringComparison.Ordinal));
    }

    private static string Prose(string page) => Fence().Replace(HouseFiles.Read(page), "");

    private static IEnumerable<(string Where, string Language, string Text)> Fences(string page)
    {
        var text = HouseFiles.Read(page);
        return Fence().Matches(text).Select(match => ($"{page}:{text[..match.Index].AsSpan().Count('\n') + 1}", match.Groups["language"].Value,
            string.Concat(match.Groups["text"].Value.Split('\n')[..^1].Select(line => $"{(line.StartsWith(match.Groups["indent"].Value, StringComparison.Ordinal) ? line[match.Groups["indent"].Length..] : line)}\n"))));
    }

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w*)\n(?<text>.*?\n)\k<indent>```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?:[#$] |(?:lab/lab )?exec \w+ (?:-t \d+ )?)?(vip[-_](?:mgmt|watchdog) [^#]*)")]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"`(vip[-_](?:mgmt|watchdog) [^`]+)`")]
    private static partial Regex CommandSpan();

    [GeneratedRegex(@" +(?:\d?>|\|) .*$")]
    private static partial Regex Redirection();

    /// <summary>A path of the repository in a code span: it begins with one of its folders.</summary>
    [GeneratedRegex(@"`((?:docs|packaging|src|tests|templates|lab|bench)/[\w./-]+)`")]
    private static partial Regex FileSpan();

    [GeneratedRegex(@"\]\(([\w./-]+)\)")]
    private static partial Regex Link();
}
