using System.Text.Json;
using Net.Prefixes;

namespace Vips.Host.State;

/// <summary>The last good resolution of a name, for `--cached`.</summary>
/// <param name="Chain">The CNAMEs followed, in order.</param>
/// <param name="IPv4">Its addresses; empty for a definite none; null when it was not asked for.</param>
/// <param name="IPv6">As <paramref name="IPv4"/>.</param>
/// <param name="When">Wall clock, UTC.</param>
public sealed record StoredResolution(
    IReadOnlyList<string> Chain, IReadOnlyList<IpAddress>? IPv4, IReadOnlyList<IpAddress>? IPv6, DateTimeOffset When);

/// <summary>names.json, version 1: `names` by name, each with `chain`, `ipv4`, `ipv6`, `when`.</summary>
internal static class NamesJson
{
    private const int Version = 1;

    internal static IReadOnlyDictionary<string, StoredResolution> Empty { get; } = new Dictionary<string, StoredResolution>();

    internal static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, StoredResolution> names)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteStartObject("names");
        foreach (var (name, remembered) in names)
        {
            json.WriteStartObject(name);
            WriteTexts(json, "chain", remembered.Chain);
            WriteTexts(json, "ipv4", remembered.IPv4?.Select(address => address.ToString()));
            WriteTexts(json, "ipv6", remembered.IPv6?.Select(address => address.ToString()));
            json.WriteString("when", remembered.When);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static IReadOnlyDictionary<string, StoredResolution> Read(byte[] text)
    {
        using var document = JsonDocument.Parse(text, StateText.Options);
        var root = document.RootElement;
        JsonFields.RequireVersion(root, Version);
        var names = new Dictionary<string, StoredResolution>(StringComparer.Ordinal);
        foreach (var field in root.Fields("names"))
        {
            names[field.Name] = new(
                [.. field.Value.Items("chain").Select(item => JsonFields.AsText(item, "chain"))],
                Addresses(field.Value, "ipv4", isIPv6: false),
                Addresses(field.Value, "ipv6", isIPv6: true),
                field.Value.Time("when"));
        }

        return names;
    }

    private static List<IpAddress>? Addresses(JsonElement parent, string name, bool isIPv6) => parent.Optional(name) is null
        ? null
        : [.. parent.Items(name).Select(item =>
            IpAddress.TryParse(JsonFields.AsText(item, name), out var address) && address.IsIPv6 == isIPv6
                ? address
                : throw new FormatException($"field `{name}` holds what is no such address"))];

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string>? texts)
    {
        if (texts is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
