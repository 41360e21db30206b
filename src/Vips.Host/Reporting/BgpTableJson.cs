using System.Text.Json;
using Bgp.Vtysh.Model;

namespace Vips.Host.Reporting;

/// <summary>What bgpd's table holds of a prefix, as `--json` shows it; the field names are a promise (docs/json.md).</summary>
public static class BgpTableJson
{
    /// <param name="json">Where it is written.</param>
    /// <param name="paths">Null where the table could not be read: then nobody knows who is told, which is not "nobody is".</param>
    public static void Write(Utf8JsonWriter json, BgpPaths? paths)
    {
        json.WriteMaybe("originated", paths?.IsOriginated);
        json.WriteMaybe("advertised_to", paths is { IsSelfOriginated: false } ? [] : paths?.AdvertisedTo);
    }
}
