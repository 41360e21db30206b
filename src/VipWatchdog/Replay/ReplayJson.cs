using System.Text.Json;

namespace VipWatchdog.Replay;

/// <summary>What both documents of `--replay` have; the field names are a promise (docs/json.md).</summary>
internal static class ReplayJson
{
    internal static void WriteFaults(Utf8JsonWriter json, IReadOnlyList<string> faults)
    {
        json.WriteStartArray("faults");
        foreach (var fault in faults)
        {
            json.WriteStringValue(fault);
        }

        json.WriteEndArray();
    }
}
