using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Vips.Host.Reporting;

/// <summary>The one document that `--json` prints: an object, whole or not at all.</summary>
public static class JsonDocumentText
{
    /// <param name="output">Standard output.</param>
    /// <param name="writeFields">The fields of the object.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
