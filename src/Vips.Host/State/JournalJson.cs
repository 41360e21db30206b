using System.Buffers;
using System.Text.Json;
using Tools.Execution;
using Vips.State;

namespace Vips.Host.State;

/// <summary>One line of journal.jsonl: `when`, `who`, `prefix`, `what`, `why`, `before`, `after`, `outcome`, `live`.</summary>
internal static class JournalJson
{
    /// <summary>Of each text; a line stays far below what one write(2) takes whole.</summary>
    private const int LongestText = 1000;

    /// <summary>With its line feed.</summary>
    internal static byte[] Line(JournalEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("when", entry.When);
            WriteText(json, "who", entry.Who);
            WriteText(json, "prefix", entry.Prefix?.ToString());
            WriteText(json, "what", entry.What);
            WriteText(json, "why", entry.Why);
            WriteText(json, "before", entry.Before);
            WriteText(json, "after", entry.After);
            WriteText(json, "outcome", entry.Outcome);
            if (entry.Live is { } live)
            {
                json.WriteNumber("live", live);
            }

            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>Null for a torn or foreign line.</summary>
    internal static JournalEntry? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, StateText.Options);
            var root = document.RootElement;
            return new(
                root.Time("when"), root.Text("who"), root.OptionalText("prefix") is { } prefix ? JsonFields.AsPrefix(prefix) : null, root.Text("what"), root.Text("why"),
                root.OptionalText("before"), root.OptionalText("after"), root.Text("outcome"), root.OptionalInteger("live"));
        }
        catch (Exception damage) when (StateText.IsDamage(damage))
        {
            return null;
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, PlainText.Line(text, LongestText));
        }
    }
}
