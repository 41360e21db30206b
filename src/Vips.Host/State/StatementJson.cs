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
    internal static NetworkStatement Read(JsonElement parent) =>
        Of(parent.Text("prefix"), parent.OptionalText("routeMap"), parent.OptionalText("otherWords"));

    /// <inheritdoc cref="Read(JsonElement)"/>
    internal static NetworkStatement Read(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "statements");
        string? prefix = null, routeMap = null, otherWords = null;
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            switch (name)
            {
                case "prefix":
                    prefix = JsonObjectReader.Text(ref json, name);
                    break;
                case "routeMap":
                    routeMap = JsonObjectReader.Text(ref json, name);
                    break;
                case "otherWords":
                    otherWords = JsonObjectReader.Text(ref json, name);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return Of(prefix ?? throw JsonObjectReader.Missing("prefix"), routeMap, otherWords);
    }

    private static NetworkStatement Of(string prefix, string? routeMap, string? otherWords) =>
        routeMap is null || Settings.ValueParsers.TryName(routeMap, out _)
            ? new(JsonFields.AsPrefix(prefix), routeMap, otherWords)
            : throw new FormatException("field `routeMap` is not a name of letters, digits, _ . -");
}
