namespace Vips.Host.Settings.Yaml;

/// <summary>A node of a YAML document with its place; lines and columns count from 1.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <param name="Text">As written, without quotes and escapes.</param>
/// <param name="IsPlain">Written without quotes and not as a block.</param>
internal sealed record YamlScalar(string Text, bool IsPlain, int Line, int Column) : YamlNode(Line, Column)
{
    /// <summary>`key:` with nothing behind it, or a word for nothing (YAML 1.2 core schema).</summary>
    internal bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

/// <param name="Entries">In the order written; a key may stand twice, which the reader of the mapping judges.</param>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, int Line, int Column) : YamlNode(Line, Column);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
