using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Testing;

namespace VipMgmt.Tests;

/// <summary>docs/schema: what a program may rely on in a document of ours; a field that is not in it fails.</summary>
internal static class DocumentSchema
{
    private static readonly Lazy<Dictionary<string, JsonSchema>> ByName = new(Load);

    /// <param name="name">Of the file in docs/schema, without its ending.</param>
    /// <param name="document">One JSON text.</param>
    /// <returns>What is wrong with it, a line each.</returns>
    internal static IReadOnlyList<string> Faults(string name, string document)
    {
        var results = ByName.Value[name].Evaluate(JsonNode.Parse(document), new() { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] :
        [
            $"not as docs/schema/{name}.json says",
            .. results.Details.Where(detail => detail.HasErrors).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Key} {error.Value}")),
        ];
    }

    /// <summary>A schema's text, `parts` among them.</summary>
    internal static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json"))).RootElement;

    internal static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root(), "docs", "schema");

    private static Dictionary<string, JsonSchema> Load()
    {
        var schemas = Names.ToDictionary(name => name, name => JsonSchema.FromText(File.ReadAllText(Path.Combine(Folder, $"{name}.json"))));
        foreach (var schema in schemas.Values)
        {
            SchemaRegistry.Global.Register(schema);
        }

        return schemas;
    }
}
