using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vips.Host.Settings.Yaml;

/// <summary>
/// Builds the tree of one plain document from YamlDotNet's event stream. Not YamlStream, which stands on the same
/// events, but stops at the first duplicate key, so that not every fault could be told at once. Anchors, aliases and
/// tags are refused: a configuration that takes a site off the Internet has no hidden references.
/// </summary>
internal sealed class YamlDocumentReader
{
    /// <summary>The configuration needs four levels; nesting beyond this is an attack or a mistake.</summary>
    private const int MaxDepth = 16;

    private readonly Parser _events;
    private readonly FaultList _faults;

    private YamlDocumentReader(string text, FaultList faults)
    {
        _events = new Parser(new StringReader(text));
        _faults = faults;
    }

    /// <summary>The root node; null for an empty document, and after a fault that leaves no tree.</summary>
    internal static YamlNode? Read(string text, FaultList faults)
    {
        try
        {
            return new YamlDocumentReader(text, faults).Document();
        }
        catch (YamlException fault)
        {
            faults.Add((int)fault.Start.Line, (int)fault.Start.Column, $"not valid YAML: {fault.Message}");
            return null;
        }
    }

    private YamlNode? Document()
    {
        Next();
        if (Next() is not DocumentStart)
        {
            return null;
        }

        NextOfNode();
        var root = Node(1);
        Next();
        if (Next() is DocumentStart second)
        {
            Add(second, "a second document; one is allowed");
        }

        return root;
    }

    /// <summary>The node at the current event; leaves the node's last event current.</summary>
    private YamlNode Node(int depth)
    {
        if (depth > MaxDepth)
        {
            var place = _events.Current!;
            throw new YamlException(place.Start, place.End, $"nested deeper than {MaxDepth} levels");
        }

        RefuseReferences();
        switch (_events.Current)
        {
            case Scalar scalar:
                return new YamlScalar(scalar.Value, scalar.Style == ScalarStyle.Plain, Line(scalar), Column(scalar));
            case SequenceStart start:
                return Sequence(start, depth);
            case MappingStart start:
                return Mapping(start, depth);
            case AnchorAlias alias:
                return new YamlScalar("", IsPlain: false, Line(alias), Column(alias));
            default:
                throw NotUnderstood();
        }
    }

    private YamlSequence Sequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (NextOfNode() is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        return new(items, Line(start), Column(start));
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        var entries = new List<YamlEntry>();
        while (NextOfNode() is not MappingEnd)
        {
            var key = Node(depth + 1);
            NextOfNode();
            var value = Node(depth + 1);
            if (key is YamlScalar scalar)
            {
                entries.Add(new(scalar, value));
            }
            else
            {
                _faults.Add(key, "a key must be a single word");
            }
        }

        return new(entries, Line(start), Column(start));
    }

    private void RefuseReferences()
    {
        if (_events.Current is AnchorAlias alias)
        {
            Add(alias, $"alias *{alias.Value}: aliases are not taken here, write the value out");
        }
        else if (_events.Current is NodeEvent node)
        {
            if (!node.Anchor.IsEmpty)
            {
                Add(node, $"anchor &{node.Anchor.Value}: anchors are not taken here");
            }

            if (!node.Tag.IsEmpty)
            {
                Add(node, $"tag {node.Tag.Value}: tags are not taken here");
            }
        }
    }

    private ParsingEvent? Next()
    {
        try
        {
            return _events.MoveNext() ? _events.Current : null;
        }
        catch (Exception bug) when (bug is not YamlException)
        {
            throw NotUnderstood(bug);
        }
    }

    /// <summary>Inside a node there is always a next event.</summary>
    private ParsingEvent NextOfNode() => Next() ?? throw NotUnderstood();

    /// <summary>
    /// YamlDotNet 16.3.0 throws InvalidOperationException out of its scanner, or ends its events in the middle of a
    /// node, on some malformed texts (found by the tests' random pieces): the operator's fault all the same, no trace.
    /// </summary>
    private YamlException NotUnderstood(Exception? bug = null)
    {
        var place = _events.Current?.End ?? Mark.Empty;
        return new(place, place, "not understood from here on", bug!);
    }

    private void Add(ParsingEvent place, string message) => _faults.Add(Line(place), Column(place), message);

    private static int Line(ParsingEvent place) => (int)place.Start.Line;

    private static int Column(ParsingEvent place) => (int)place.Start.Column;
}
