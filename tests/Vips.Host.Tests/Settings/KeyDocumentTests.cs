using System.Text.RegularExpressions;
using Testing;
using Vips.Host.Settings;

namespace Vips.Host.Tests.Settings;

/// <summary>The packaged configuration, its manual, docs/configuration.md and the examples tell the keys that there are.</summary>
public sealed partial class KeyDocumentTests
{
    [Fact]
    public void The_packaged_configuration_is_made_from_the_table() => Golden.Verify("../../packaging/viptools.yaml", KeyDocuments.Sample());

    [Fact]
    public void The_packaged_configuration_is_the_default_but_for_shadow()
    {
        var reading = ConfigurationParser.Parse("c", KeyDocuments.Sample());

        Assert.Empty(reading.Faults);
        Assert.Equal(
            ConfigurationText.Write(new() { Policy = new() { Shadow = true } }),
            ConfigurationText.Write(reading.Configuration!));
    }

    /// <summary>What stands in comments is a configuration too, and says what holds without.</summary>
    [Fact]
    public void The_packaged_configuration_without_its_comment_marks_is_the_same()
    {
        var reading = ConfigurationParser.Parse("c", CommentedKey().Replace(KeyDocuments.Sample(), ""));

        Assert.Empty(reading.Faults);
        Assert.Single(reading.Configuration!.Policy.Vips);
        Assert.Single(reading.Configuration.Sites);
        Assert.Equal(
            ConfigurationText.Write(new() { Policy = new() { Shadow = true } }),
            ConfigurationText.Write(reading.Configuration with { Sites = [], Policy = reading.Configuration.Policy with { Vips = [] } }));
    }

    [Fact]
    public void The_manual_is_made_from_the_table() => Between("packaging/man/viptools.yaml.5", ".\\\" keys: begin\n", ".\\\" keys: end\n", KeyDocuments.Manual());

    [Fact]
    public void The_page_is_made_from_the_table() => Between("docs/configuration.md", "<!-- keys: begin -->\n", "<!-- keys: end -->\n", KeyDocuments.Table());

    [Fact]
    public void The_page_shows_the_examples() => Between("docs/configuration.md", "<!-- examples: begin -->\n", "<!-- examples: end -->\n", $"```yaml\n{Read("packaging/examples/viptools.yaml")}```\n");

    [Fact]
    public void Every_key_has_an_example_that_is_not_its_default()
    {
        var text = Read("packaging/examples/viptools.yaml");
        var reading = ConfigurationParser.Parse("viptools.yaml", text);
        Assert.Empty(reading.Faults);

        Assert.DoesNotContain(ConfigurationKeys.All, key => key.Write(reading.Configuration!) == key.Write(new()));
        Assert.All(
            ConfigurationKeys.Vips.Select(key => key.Name).Concat(ConfigurationKeys.Sites.Select(key => key.Name)).Concat(InventoryKeys.Neighbors.Select(key => key.Name)),
            name => Assert.Matches($@"[ {{]{name}:", text));
    }

    private static void Between(string path, string begin, string end, string text)
    {
        var whole = Read(path);
        var (start, stop) = (whole.IndexOf(begin, StringComparison.Ordinal) + begin.Length, whole.IndexOf(end, StringComparison.Ordinal));
        Golden.Verify($"../../{path}", whole[..start] + text + whole[stop..]);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root(), path));

    [GeneratedRegex("^#(?=(  )*(- )?[a-z][a-z0-9-]*:( |$))", RegexOptions.Multiline)]
    private static partial Regex CommentedKey();
}
