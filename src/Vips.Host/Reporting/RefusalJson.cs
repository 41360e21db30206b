using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Vips.Host.Reporting;

/// <summary>What `--json` prints when nothing was looked at; the field names are a promise (docs/json.md).</summary>
public static class RefusalJson
{
    /// <param name="output">Standard output.</param>
    /// <param name="tool">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="status">The exit status.</param>
    /// <param name="faults">At least one: the lines of standard error.</param>
    public static void Write(TextWriter output, string tool, ExitStatus status, IReadOnlyList<string> faults)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("tool", tool);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", faults[0]);
            json.WriteStartArray("faults");
            foreach (var fault in faults)
            {
                json.WriteStringValue(fault);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
