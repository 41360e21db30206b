using Vips.Host.Settings.Yaml;

namespace Vips.Host.Settings;

/// <summary>
/// One mapping of the file. Each getter gives the value, or notes the fault with its place and gives the default, so
/// that all faults of a file come out of one reading.
/// </summary>
internal sealed class Section
{
    private readonly string _name;
    private readonly YamlMapping? _mapping;
    private readonly FaultList _faults;

    /// <param name="name">As in the table of keys: `bgp`, `vips`, empty for the top.</param>
    /// <param name="node">What stands there; null where the file has no such section.</param>
    internal Section(string name, YamlNode? node, FaultList faults)
    {
        _name = name;
        _faults = faults;
        _mapping = node as YamlMapping;
        if (_mapping is not null)
        {
            JudgeKeys(_mapping);
        }
        else if (node is not (null or YamlScalar { IsNull: true }))
        {
            faults.Add(node, name.Length == 0 ? "must be keys with values" : $"`{name}` must be keys with values");
        }
    }

    /// <summary>Whether the section itself is written in the file.</summary>
    internal bool Has(string key) => Find(key) is not null;

    internal bool IsList(string key) => Find(key)?.Value is YamlSequence;

    internal void Require(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!Has(key))
            {
                _faults.Add(PlaceOf(""), $"an entry of `{_name}` needs `{key}`");
            }
        }
    }

    internal void RefuseEmpty(string key)
    {
        if (Find(key)?.Value is YamlSequence { Items.Count: 0 } list)
        {
            _faults.Add(list, $"`{key}` must not be empty");
        }
    }

    /// <summary>The key's node, or the section's place, or the top of the file: where a fault of it belongs.</summary>
    internal YamlNode PlaceOf(string key) =>
        Find(key)?.Key ?? (YamlNode?)_mapping ?? new YamlScalar("", IsPlain: true, 1, 1);

    internal Section Inner(string key) => new(key, Find(key)?.Value, _faults);

    /// <summary>The value as one word or text; null where the key is absent or at fault.</summary>
    internal YamlScalar? Scalar(string key)
    {
        if (Find(key) is not { } entry)
        {
            return null;
        }

        if (entry.Value is YamlScalar { IsNull: false } scalar)
        {
            return scalar;
        }

        _faults.Add(entry.Value is YamlScalar ? entry.Key : entry.Value, $"`{key}` must be {ConfigurationKeys.TypeOf(_name, key)}");
        return null;
    }

    /// <summary>The value through a parser.</summary>
    internal T Value<T>(string key, TryParse<T> parse, T fallback)
    {
        if (Scalar(key) is not { } scalar)
        {
            return fallback;
        }

        if (parse(scalar.Text, out var value))
        {
            return value;
        }

        _faults.Add(scalar, $"`{key}` must be {ConfigurationKeys.TypeOf(_name, key)}, not '{scalar.Text}'");
        return fallback;
    }

    /// <summary>The items of a list, each through a parser. A single value is no list.</summary>
    internal List<T> List<T>(string key, TryParse<T> parse)
    {
        if (Items(key) is not { } items)
        {
            return [];
        }

        var values = new List<T>(items.Count);
        foreach (var item in items)
        {
            if (item is YamlScalar { IsNull: false } scalar && parse(scalar.Text, out var value))
            {
                values.Add(value);
            }
            else
            {
                _faults.Add(item, $"`{key}` must be {ConfigurationKeys.TypeOf(_name, key)}{Seen(item)}");
            }
        }

        return values;
    }

    /// <summary>The nodes of a list; null where the key is absent or no list.</summary>
    internal IReadOnlyList<YamlNode>? Items(string key)
    {
        var entry = Find(key);
        if (entry is null or { Value: YamlSequence })
        {
            return (entry?.Value as YamlSequence)?.Items;
        }

        _faults.Add(entry.Key, $"`{key}` must be {ConfigurationKeys.TypeOf(_name, key)}");
        return null;
    }

    private static string Seen(YamlNode item) => item is YamlScalar scalar ? $"; '{scalar.Text}' is not of it" : "";

    private YamlEntry? Find(string key)
    {
        foreach (var entry in _mapping?.Entries ?? [])
        {
            if (entry.Key.Text == key)
            {
                return entry;
            }
        }

        return null;
    }

    private void JudgeKeys(YamlMapping mapping)
    {
        var seen = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var (key, _) in mapping.Entries)
        {
            if (!seen.TryAdd(key.Text, key))
            {
                _faults.Add(key, $"`{key.Text}` a second time; the first is on line {seen[key.Text].Line}");
            }
            else if (!ConfigurationKeys.IsKnown(_name, key.Text))
            {
                _faults.Add(key, UnknownKey.Message(_name, key.Text));
            }
        }
    }
}

internal delegate bool TryParse<T>(string text, out T value);
