using System.Text.Json;

namespace Vips.Host.Reporting;

/// <summary>Values that may be unknown, or none: null then, and never false, zero or an empty list in its place.</summary>
public static class JsonValues
{
    public static void WriteMaybe(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteMaybe(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <param name="json">Where it is written.</param>
    /// <param name="name">Of the field.</param>
    /// <param name="value">Written in whole seconds, UTC.</param>
    public static void WriteMaybe(this Utf8JsonWriter json, string name, DateTimeOffset? value) =>
        json.WriteString(name, value is { } known ? TimeText.Of(known) : null);

    /// <summary>A list of texts.</summary>
    public static void WriteMaybe(this Utf8JsonWriter json, string name, IEnumerable<string>? values)
    {
        if (values is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
