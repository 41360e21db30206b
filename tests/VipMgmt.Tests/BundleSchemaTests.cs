using System.Text;
using System.Text.Json.Nodes;
using Testing;
using Tools.Execution;
using Vips;
using Vips.Host.Recording;

namespace VipMgmt.Tests;

/// <summary>docs/schema/bundle.json against the bundles that are written and those that are read, and against docs/replay.md.</summary>
public sealed class BundleSchemaTests
{
    private static readonly string Root = Repository.Root();

    /// <summary>The one with every field, as <see cref="BundleWriter"/> writes it today, and those of the lab's runs.</summary>
    public static TheoryData<string> Bundles =>
    [
        "tests/Golden/Vips.Host/bundle.json",
        .. Directory.GetFiles(Path.Combine(Root, "tests", "Fixtures", "bundles")).Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(Root, file)),
    ];

    private static string Full => File.ReadAllText(Path.Combine(Root, "tests", "Golden", "Vips.Host", "bundle.json"));

    [Theory]
    [MemberData(nameof(Bundles))]
    public void Bundles_are_valid(string file) => Assert.Empty(DocumentSchema.Faults("bundle", File.ReadAllText(Path.Combine(Root, file))));

    /// <summary>Every field of the full one in turn: without it, with a stranger beside it, with another kind of value.</summary>
    [Fact]
    public void What_is_valid_is_read_and_a_field_that_is_not_documented_is_not()
    {
        var (tried, refused) = (0, 0);
        foreach (var path in Fields(JsonNode.Parse(Full)!))
        {
            foreach (var (damage, mustFail) in new (Action<JsonObject, string>, bool)[]
            {
                ((parent, name) => parent.Remove(name), false),
                ((parent, name) => parent[$"{name}_too"] = "stranger", true),
                ((parent, name) => parent[name] = new JsonObject { ["of"] = "another kind" }, true),
            })
            {
                var bundle = JsonNode.Parse(Full)!;
                damage((JsonObject)At(bundle, path[..^1]), path[^1]);
                var text = bundle.ToJsonString();
                var isValid = DocumentSchema.Faults("bundle", text).Count == 0;
                var isRead = BundleParser.Parse(Encoding.UTF8.GetBytes(text)).Bundle is not null;
                Assert.True(isRead || !isValid, $"{string.Join('/', path)}: valid, and not read");
                Assert.False(mustFail && (isValid || isRead), $"{string.Join('/', path)}: valid {isValid}, read {isRead}");
                (tried, refused) = (tried + 1, refused + (isValid ? 0 : 1));
            }
        }

        Assert.True(tried > 300, $"{tried}");
        Assert.InRange(refused, tried * 2 / 3, tried - 1);
    }

    [Fact]
    public void Its_words_are_those_of_the_program()
    {
        Assert.Equal(Enum.GetNames<ToolEnding>(), Words("tool", "ending"));
        Assert.Equal(Enum.GetNames<FailureKind>(), Words("failure", "kind"));
        Assert.Equal(
            Enum.GetValues<ExitStatus>().Select(status => (int)status).Order(),
            DocumentSchema.Read("bundle").GetProperty("$defs").GetProperty("exit-status").GetProperty("enum").EnumerateArray().Select(word => word.GetInt32()));
    }

    [Fact]
    public void The_manual_tells_every_field()
    {
        var format = File.ReadAllText(Path.Combine(Root, "docs", "replay.md")).Split("\n## ").Single(section => section.StartsWith("The format\n", StringComparison.Ordinal));
        var schema = DocumentSchema.Read("bundle");
        var fields = schema.GetProperty("$defs").EnumerateObject().Select(part => part.Value).Prepend(schema)
            .Where(part => part.TryGetProperty("properties", out _)).SelectMany(part => part.GetProperty("properties").EnumerateObject().Select(field => field.Name)).Distinct();

        Assert.All(fields, field => Assert.Contains($"`{field.Replace("_base64", "", StringComparison.Ordinal)}`", format, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Words(string part, string field) => DocumentSchema.Read("bundle").GetProperty("$defs").GetProperty(part)
        .GetProperty("properties").GetProperty(field).GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);

    private static JsonNode At(JsonNode node, IEnumerable<string> path) =>
        path.Aggregate(node, (at, step) => at is JsonArray items ? items[int.Parse(step, null)]! : at[step]!);

    /// <summary>The paths of all fields of all objects; of an array's items too.</summary>
    private static IEnumerable<string[]> Fields(JsonNode node) => node switch
    {
        JsonObject parent => parent.SelectMany(field => Below(field.Key, field.Value).Prepend([field.Key])),
        JsonArray items => items.SelectMany((item, at) => Below($"{at}", item)),
        _ => [],
    };

    private static IEnumerable<string[]> Below(string step, JsonNode? node) => node is null ? [] : Fields(node).Select(path => (string[])[step, .. path]);
}
