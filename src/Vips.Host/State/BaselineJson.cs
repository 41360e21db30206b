using System.Text.Json;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Vips.Readings;

namespace Vips.Host.State;

/// <summary>The last good baseline in watchdog.json: `source`, `as`, `statements`.</summary>
internal static class BaselineJson
{
    internal static void Write(Utf8JsonWriter json, Baseline? baseline)
    {
        if (baseline is null)
        {
            return;
        }

        json.WriteStartObject("baseline");
        json.WriteString("source", baseline.Source);
        json.WriteString("as", baseline.AsNumber);
        json.WriteStartArray("statements");
        foreach (var (_, statement) in baseline.Statements)
        {
            json.WriteStartObject();
            StatementJson.Write(json, statement);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static Baseline Read(ref Utf8JsonReader json)
    {
        JsonObjectReader.Enter(ref json, "baseline");
        string? source = null, asNumber = null;
        var statements = new Dictionary<Prefix, NetworkStatement>();
        var seen = new List<string>();
        while (JsonObjectReader.Next(ref json, seen, out var name))
        {
            switch (name)
            {
                case "source":
                    source = JsonObjectReader.Text(ref json, name);
                    break;
                case "as":
                    asNumber = JsonObjectReader.Text(ref json, name);
                    break;
                case "statements":
                    ReadStatements(ref json, statements);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new(source ?? throw JsonObjectReader.Missing("source"), asNumber ?? throw JsonObjectReader.Missing("as"), statements);
    }

    private static void ReadStatements(ref Utf8JsonReader json, Dictionary<Prefix, NetworkStatement> statements)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException("field `statements` is not an array");
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var statement = StatementJson.Read(ref json);
            statements[statement.Prefix] = statement;
        }
    }
}
