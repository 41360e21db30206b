using System.Text.Json;
using Vips.Notices;

namespace Vips.Host.Reporting;

/// <summary>Lasting conditions as `--json` shows them; the field names are a promise (docs/json.md).</summary>
public static class NoticeJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Notice> notices)
    {
        json.WriteStartArray("notices");
        foreach (var notice in notices)
        {
            json.WriteStartObject();
            json.WriteString("severity", JsonWords.Kebab(notice.Severity.ToString()));
            json.WriteString("key", notice.Key);
            json.WriteString("text", notice.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
