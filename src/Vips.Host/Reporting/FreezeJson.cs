using System.Text.Json;
using Vips.Holds;

namespace Vips.Host.Reporting;

/// <summary>A freeze as `--json` shows it; the field names are a promise (docs/json.md).</summary>
public static class FreezeJson
{
    /// <param name="json">Where it is written.</param>
    /// <param name="freeze">Null for none in force.</param>
    public static void Write(Utf8JsonWriter json, Freeze? freeze)
    {
        if (freeze is null)
        {
            json.WriteNull("freeze");
            return;
        }

        json.WriteStartObject("freeze");
        json.WriteString("who", freeze.Who);
        json.WriteString("when", TimeText.Of(freeze.When));
        json.WriteString("reason", freeze.Reason);
        json.WriteMaybe("until", freeze.Until);
        json.WriteEndObject();
    }
}
