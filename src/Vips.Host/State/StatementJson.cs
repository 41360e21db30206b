using System.Text.Json;
using Bgp.Vtysh.Model;

namespace Vips.Host.State;

/// <summary>A network statement as fields `prefix`, `routeMap`, `otherWords` of the object it stands in.</summary>
internal static class StatementJson
{
    internal static void Write(Utf8JsonWriter json, NetworkStatement statement)
    {
        json.WriteString("prefix", statement.Prefix.ToString());
        if (statement.RouteMap is not null)
        {
            json.WriteString("routeMap", statement.RouteMap);
        }

        if (statement.OtherWords is not null)
        {
            json.WriteString("otherWords", statement.OtherWords);
        }
    }

    /// <exception cref="FormatException">It is none, or its route-map is no name: a newline in it would be a command.</exception>
    internal static NetworkStatement Read(JsonElement parent)
    {
        var routeMap = parent.OptionalText("routeMap");
        if (routeMap is not null && !Settings.ValueParsers.TryName(routeMap, out _))
        {
            throw new FormatException("field `routeMap` is not a name of letters, digits, _ . -");
        }

        return new(parent.Prefix("prefix"), routeMap, parent.OptionalText("otherWords"));
    }
}
