using System.Text.Json;
using Net.Prefixes;

namespace Vips.Host.State;

/// <summary>Fields of our JSON files, each of the expected type or a FormatException that names it: damage, never a bug.</summary>
internal static class JsonFields
{
    /// <exception cref="FormatException">Not an object of this version.</exception>
    internal static void RequireVersion(JsonElement root, int version)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("not a JSON object");
        }

        if (root.Integer("version") is var found && found != version)
        {
            throw new FormatException($"version {found}, this program knows {version}");
        }
    }

    internal static JsonElement? Optional(this JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"no object around `{name}`");
        }

        return parent.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;
    }

    internal static JsonElement Required(this JsonElement parent, string name) =>
        parent.Optional(name) ?? throw new FormatException($"field `{name}` is missing");

    internal static string Text(this JsonElement parent, string name) => AsText(parent.Required(name), name);

    internal static string? OptionalText(this JsonElement parent, string name) =>
        parent.Optional(name) is { } field ? AsText(field, name) : null;

    internal static int Integer(this JsonElement parent, string name) => AsInteger(parent.Required(name), name);

    internal static int? OptionalInteger(this JsonElement parent, string name) =>
        parent.Optional(name) is { } field ? AsInteger(field, name) : null;

    internal static bool? OptionalFlag(this JsonElement parent, string name) => parent.Optional(name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new FormatException($"field `{name}` is not true or false"),
    };

    internal static DateTimeOffset Time(this JsonElement parent, string name) => AsTime(parent.Required(name), name);

    internal static DateTimeOffset? OptionalTime(this JsonElement parent, string name) =>
        parent.Optional(name) is { } field ? AsTime(field, name) : null;

    internal static Prefix Prefix(this JsonElement parent, string name) => AsPrefix(parent.Text(name));

    internal static Prefix AsPrefix(string text) =>
        Net.Prefixes.Prefix.TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not a prefix");

    /// <summary>The items of an array; none when the field is absent.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement parent, string name) => parent.Optional(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } field => field.EnumerateArray(),
        _ => throw new FormatException($"field `{name}` is not an array"),
    };

    /// <summary>The fields of an object; none when it is absent.</summary>
    internal static IEnumerable<JsonProperty> Fields(this JsonElement parent, string name) => parent.Optional(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Object } field => field.EnumerateObject(),
        _ => throw new FormatException($"field `{name}` is not an object"),
    };

    internal static string AsText(JsonElement field, string name)
    {
        try
        {
            return field.ValueKind == JsonValueKind.String ? field.GetString()! : throw new FormatException($"field `{name}` is not text");
        }
        catch (InvalidOperationException)
        {
            // GetString on bytes that are not UTF-8, or on half a surrogate pair.
            throw new FormatException($"field `{name}` is not UTF-8 text");
        }
    }

    internal static int AsInteger(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var number)
            ? number
            : throw new FormatException($"field `{name}` is not a whole number");

    private static DateTimeOffset AsTime(JsonElement field, string name) =>
        field.ValueKind == JsonValueKind.String && field.TryGetDateTimeOffset(out var time)
            ? time
            : throw new FormatException($"field `{name}` is not a time such as 2026-01-02T03:04:05Z");
}
