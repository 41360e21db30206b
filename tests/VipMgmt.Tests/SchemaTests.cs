using System.Text.Json;
using System.Text.RegularExpressions;
using Testing;
using Vips.Plans;

namespace VipMgmt.Tests;

/// <summary>docs/schema against the documents that the programs print, and against the tables of docs/json.md.</summary>
public sealed class SchemaTests : OnSite
{
    [Theory]
    [InlineData("VipMgmt/delete", "change")]
    [InlineData("VipMgmt/add", "change")]
    [InlineData("VipMgmt/dry-run", "change")]
    [InlineData("VipMgmt/refused", "change")]
    [InlineData("VipMgmt/freeze", "freeze")]
    [InlineData("VipMgmt/status", "status")]
    [InlineData("VipMgmt/status-unknown", "status")]
    [InlineData("VipMgmt/status-refused", "refusal")]
    [InlineData("VipMgmt/faults", "refusal")]
    [InlineData("VipMgmt/history", "history")]
    [InlineData("VipMgmt/doctor", "doctor")]
    [InlineData("VipMgmt/render", "render")]
    [InlineData("VipMgmt/import", "import-ancestor")]
    [InlineData("VipWatchdog/busy", "refusal")]
    [InlineData("VipWatchdog/faults", "refusal")]
    [InlineData("VipWatchdog/run", "watchdog")]
    [InlineData("VipWatchdog/failed", "watchdog")]
    [InlineData("VipWatchdog/dry-run", "watchdog")]
    [InlineData("VipWatchdog/nothing", "watchdog")]
    [InlineData("VipWatchdog/replay", "replay")]
    [InlineData("VipWatchdog/replay-damaged", "replay")]
    [InlineData("VipWatchdog/what-if", "what-if")]
    [InlineData("VipWatchdog/what-if-lacking", "what-if")]
    public void Golden_documents_are_valid(string file, string schema) =>
        Assert.Empty(DocumentSchema.Faults(schema, InTime(File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Golden", $"{file}.json")))));

    [Fact]
    public void Real_documents_and_journal_lines_are_valid()
    {
        Assert.Empty(DocumentSchema.Faults("freeze", Site.Run("freeze", "--for", "1h", "--json").Output));
        Assert.Empty(DocumentSchema.Faults("freeze", Site.Run("thaw", "--json").Output));
        Assert.Empty(DocumentSchema.Faults("change", Site.Run("-y", "-d", Www, "--json").Output));
        Assert.Empty(DocumentSchema.Faults("status", Site.Run("explain", "192.0.2.1", "--json").Output));
        Assert.Empty(DocumentSchema.Faults("doctor", Site.Run("doctor", "--json").Output));

        var lines = File.ReadAllLines(State.Journal.Path);
        Assert.Equal(6, lines.Length); // freeze, thaw; for each of two VIPs a hold and a withdrawal
        Assert.All(lines, line => Assert.Empty(DocumentSchema.Faults("journal-line", line)));
    }

    [Fact]
    public void A_field_that_is_not_documented_fails_and_one_that_is_left_out_too()
    {
        var golden = InTime(File.ReadAllText(Path.Combine(Repository.Root(), "tests", "Golden", "VipMgmt", "freeze.json")));
        Assert.NotEmpty(DocumentSchema.Faults("freeze", golden.Replace("\"reason\"", "\"motive\"", StringComparison.Ordinal)));
        Assert.NotEmpty(DocumentSchema.Faults("freeze", golden.Replace("\"until\":", "\"extra\": 1, \"until\":", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_tables_of_the_manual_have_the_fields_of_the_schemas_and_their_words()
    {
        foreach (var name in DocumentSchema.Names.Where(name => name is not ("parts" or "journal-line" or "bundle")))
        {
            var schema = DocumentSchema.Read(name);
            Check(schema.GetProperty("title").GetString()!, schema);
        }

        foreach (var part in DocumentSchema.Read("parts").GetProperty("$defs").EnumerateObject().Where(part => part.Value.TryGetProperty("properties", out _)))
        {
            Check(part.Name.Replace("vip", "VIP", StringComparison.Ordinal).Replace('-', ' '), part.Value);
        }
    }

    [Fact]
    public void The_words_of_the_schemas_are_those_of_the_programs()
    {
        var parts = DocumentSchema.Read("parts").GetProperty("$defs");
        Same<Vips.Watchdog.DecisionRule>(parts, "vip", "rule");
        Same<Vips.Watchdog.DecisionAction>(parts, "vip", "action");
        Same<Vips.Notices.Severity>(parts, "notice", "severity");
        Same<Vips.Doctor.Health>(parts, "finding", "health");
        Assert.Equal(Enum.GetValues<ChangeKind>().Select(kind => ChangeWords.Of(kind).Name), Words(parts, "change", "change"));
        Assert.Equal(Words(parts, "change", "change"), Words(parts, "difference", "change"));
        Assert.Equal(Vips.Verdicts.VerdictWords.All.Order(StringComparer.Ordinal), Words(parts, "vip", "verdict").Order(StringComparer.Ordinal));
    }

    private static void Check(string section, JsonElement schema)
    {
        var fields = schema.GetProperty("properties").EnumerateObject().ToList();
        Assert.Equal(fields.Select(field => field.Name), schema.GetProperty("required").EnumerateArray().Select(field => field.GetString()));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        var lines = File.ReadAllLines(Path.Combine(Repository.Root(), "docs", "json.md")).SkipWhile(line => line.TrimStart('#') != $" {section}").Skip(1).TakeWhile(line => !line.StartsWith('#'));
        var rows = lines.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToDictionary(line => line.Split('`')[1]);
        Assert.True(fields.Select(field => field.Name).SequenceEqual(rows.Keys), $"{section}: {string.Join(' ', rows.Keys)} in docs/json.md");
        foreach (var field in fields)
        {
            var row = rows[field.Name];
            Assert.All(Regex.Matches(field.Value.GetRawText(), @"parts\.json#/\$defs/([a-z-]+)").Select(match => match.Groups[1].Value).Where(part => part is not ("prefix" or "time" or "statement")),
                part => Assert.Contains($"(#{part})", row, StringComparison.Ordinal));
            Assert.All(field.Value.TryGetProperty("enum", out var words) ? words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString()!) : [],
                word => Assert.Contains($"`{word}`", row, StringComparison.Ordinal));
        }
    }

    private static void Same<TWord>(JsonElement parts, string part, string field)
        where TWord : struct, Enum =>
        Assert.Equal(Enum.GetNames<TWord>().Select(Vips.Host.Reporting.JsonWords.Kebab).Order(StringComparer.Ordinal), Words(parts, part, field).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Words(JsonElement parts, string part, string field) =>
        parts.GetProperty(part).GetProperty("properties").GetProperty(field).GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);

    private static string InTime(string golden) => golden.Replace("\"TIME\"", "\"2026-01-02T03:04:05Z\"", StringComparison.Ordinal);
}
