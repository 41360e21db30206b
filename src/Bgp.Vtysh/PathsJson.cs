using System.Text.Json;
using Bgp.Vtysh.Model;
using Net.Prefixes;

namespace Bgp.Vtysh;

/// <summary>
/// FRR's `show bgp … PREFIX json`. Several answers in one output are concatenated documents, maybe with an empty line
/// before one (frr-10.7.0-show-many-json, -import-check-not-in-rib-json); `{ }` is a prefix that is not in the table.
/// </summary>
internal static class PathsJson
{
    private static readonly JsonReaderOptions Documents = new() { AllowMultipleValues = true };

    /// <exception cref="FormatException">An answer is not understood, or not for the prefix asked for.</exception>
    /// <exception cref="JsonException">The output is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is no UTF-8.</exception>
    public static Dictionary<Prefix, BgpPaths> Read(ReadOnlySpan<byte> output, IReadOnlyList<Prefix> prefixes)
    {
        var answers = new Dictionary<Prefix, BgpPaths>(prefixes.Count);
        var json = new Utf8JsonReader(output, Documents);
        for (var i = 0; i < prefixes.Count; i++)
        {
            var prefix = prefixes[i];
            if (!json.Read())
                throw new FormatException($"no answer for {prefix}");
            answers[prefix] = ReadAnswer(ref json, prefix);
        }

        return json.Read() ? throw new FormatException("more answers than questions") : answers;
    }

    private static BgpPaths ReadAnswer(ref Utf8JsonReader json, Prefix asked)
    {
        Expect(ref json, JsonTokenType.StartObject);
        string? prefix = null;
        List<BgpPath>? paths = null;
        List<string> advertisedTo = [];
        var isEmpty = true;
        while (NextProperty(ref json, out var name))
        {
            isEmpty = false;
            switch (name)
            {
                case "warning" or "error":
                    throw new FormatException(Text(ref json) ?? name);
                case "prefix":
                    prefix = Text(ref json);
                    break;
                case "paths":
                    paths = ReadPaths(ref json);
                    break;
                case "advertisedTo":
                    ReadPeers(ref json, advertisedTo);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (isEmpty)
            return new(asked, [], []);
        if (!Prefix.TryParse(prefix, out var answered) || answered != asked)
            throw new FormatException($"asked for {asked}, answered for {prefix ?? "none"}");
        return new(asked, paths ?? throw new FormatException($"no paths for {asked}"), advertisedTo);
    }

    private static void ReadPeers(ref Utf8JsonReader json, List<string> peers)
    {
        Expect(ref json, JsonTokenType.StartObject);
        while (NextProperty(ref json, out var peer))
        {
            json.Skip();
            peers.Add(peer);
        }
    }

    private static List<BgpPath> ReadPaths(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartArray);
        var paths = new List<BgpPath>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            paths.Add(ReadPath(ref json));
        return paths;
    }

    private static BgpPath ReadPath(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        var marks = new PathMarks();
        while (NextProperty(ref json, out var name))
        {
            switch (name)
            {
                case "valid":
                    marks.Valid = Flag(ref json);
                    break;
                case "removed":
                    marks.Removed = Flag(ref json);
                    break;
                case "sourced":
                    marks.Sourced = Flag(ref json);
                    break;
                case "local":
                    marks.Local = Flag(ref json);
                    break;
                case "aggregated":
                    marks.Aggregated = Flag(ref json);
                    break;
                case "bestpath":
                    marks.Best = Member(ref json, "overall") == "true";
                    break;
                case "aspath":
                    marks.AsPath = Member(ref json, "string");
                    break;
                case "peer":
                    (marks.Peer, marks.PeerType) = ReadPeer(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return marks.ToPath();
    }

    private static (string? Id, string? Type) ReadPeer(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject);
        string? id = null, type = null;
        while (NextProperty(ref json, out var name))
        {
            if (name == "peerId")
                id = Text(ref json);
            else if (name == "type")
                type = Text(ref json);
            else
                json.Skip();
        }

        return (id, type);
    }

    /// <summary>The text of one string or boolean of an object; null when it has none of that name.</summary>
    private static string? Member(ref Utf8JsonReader json, string wanted)
    {
        Expect(ref json, JsonTokenType.StartObject);
        string? value = null;
        while (NextProperty(ref json, out var name))
        {
            if (name == wanted)
                value = json.TokenType == JsonTokenType.String ? json.GetString() : Flag(ref json) ? "true" : "false";
            else
                json.Skip();
        }

        return value;
    }

    /// <summary>Goes on to the next property's value; false at the end of the object.</summary>
    private static bool NextProperty(ref Utf8JsonReader json, out string name)
    {
        name = "";
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return false;
        name = json.GetString()!;
        json.Read();
        return true;
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.String);
        return json.GetString();
    }

    private static bool Flag(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new FormatException($"{json.TokenType} where true or false was expected"),
    };

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (json.TokenType != type)
            throw new FormatException($"{json.TokenType} where {type} was expected");
    }
}
