using System.Globalization;
using System.Text.Json;

namespace Vips.Host.State;

/// <summary>
/// Goes through an object of a JSON text of ours, field by field. For the file that every run reads: JsonDocument, asked to
/// refuse fields that stand twice, costs 8 ms at the first use (docs/performance.md).
/// </summary>
internal static class JsonObjectReader
{
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>From the value's first token to the first field; false where the object has none.</summary>
    /// <exception cref="FormatException">No object.</exception>
    internal static void Enter(ref Utf8JsonReader json, string name)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException(name.Length == 0 ? "not a JSON object" : $"field `{name}` is not an object");
        }
    }

    /// <summary>Goes on to the value of the next field that is not null; false at the end of the object.</summary>
    /// <param name="json">At the object's begin, or at the end of a field's value.</param>
    /// <param name="seen">The names so far.</param>
    /// <param name="name">Of the field.</param>
    /// <exception cref="FormatException">It stands twice: which of the two was meant?</exception>
    internal static bool Next(ref Utf8JsonReader json, List<string> seen, out string name)
    {
        while (NextName(ref json, out name))
        {
            if (seen.Contains(name))
            {
                throw Twice(name);
            }

            seen.Add(name);
            if (json.TokenType != JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As <see cref="Next"/>, for an object whose names the caller keeps apart.</summary>
    internal static bool NextName(ref Utf8JsonReader json, out string name)
    {
        name = "";
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        name = json.GetString()!;
        json.Read();
        return true;
    }

    internal static FormatException Twice(string name) => new($"field `{name}` stands twice");

    internal static string Text(ref Utf8JsonReader json, string name) => json.TokenType == JsonTokenType.String
        ? json.GetString()!
        : throw new FormatException($"field `{name}` is not text");

    internal static int Integer(ref Utf8JsonReader json, string name) => json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number)
        ? number
        : throw new FormatException($"field `{name}` is not a whole number");

    internal static bool Flag(ref Utf8JsonReader json, string name) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new FormatException($"field `{name}` is not true or false"),
    };

    internal static DateTimeOffset Time(ref Utf8JsonReader json, string name) => json.TokenType == JsonTokenType.String && json.TryGetDateTimeOffset(out var time)
        ? time
        : throw new FormatException($"field `{name}` is not a time such as 2026-01-02T03:04:05Z");

    /// <summary>The one value of the text, begun; <see cref="End"/> after it.</summary>
    internal static Utf8JsonReader Begin(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, Options);
        json.Read();
        return json;
    }

    /// <exception cref="JsonException">Something stands behind the value.</exception>
    internal static void End(ref Utf8JsonReader json) => json.Read();

    internal static FormatException Missing(string name) => new(string.Create(CultureInfo.InvariantCulture, $"field `{name}` is missing"));
}
