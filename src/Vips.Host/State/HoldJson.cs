using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Net.Prefixes;
using Vips.Holds;

namespace Vips.Host.State;

/// <summary>
/// A hold as a person reads it in the file: `prefix`, and `claims` with `name`, `who`, `when`, `reason`, `until`, `draining`. A claim
/// without `name` is lifted by any `-a` that covers the prefix; one without `until` has no end.
/// </summary>
internal static class HoldJson
{
    internal static JsonWriterOptions ForPeople { get; } = new()
    {
        Indented = true,
        NewLine = "\n",

        // A reason in any language stays readable; the file is never part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static byte[] Write(Hold hold)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, ForPeople))
        {
            json.WriteStartObject();
            json.WriteString("prefix", hold.Prefix.ToString());
            json.WriteStartArray("claims");
            foreach (var claim in hold.Claims)
            {
                WriteClaim(json, claim);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <exception cref="FormatException">Damaged; also JsonException.</exception>
    internal static Hold Read(Prefix prefix, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw new FormatException("empty");
        }

        using var document = JsonDocument.Parse(bytes, StateText.Options);
        var root = document.RootElement;
        var claims = root.Items("claims").Select(ReadClaim).ToList();
        return root.Prefix("prefix") != prefix ? throw new FormatException("of another prefix than its name")
            : claims.Count == 0 ? throw new FormatException("without claims")
            : new(prefix, claims);
    }

    private static void WriteClaim(Utf8JsonWriter json, Claim claim)
    {
        json.WriteStartObject();
        WriteText(json, "name", claim.Name);
        json.WriteString("who", claim.Who);
        json.WriteString("when", claim.When);
        WriteText(json, "reason", claim.Reason);
        if (claim.Until is { } until)
        {
            json.WriteString("until", until);
        }

        if (claim.IsDraining)
        {
            json.WriteBoolean("draining", true);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static Claim ReadClaim(JsonElement claim) => new(
        claim.OptionalText("name"), claim.Text("who"), claim.Time("when"), claim.OptionalText("reason"), claim.OptionalTime("until"),
        claim.OptionalFlag("draining") ?? false);
}
