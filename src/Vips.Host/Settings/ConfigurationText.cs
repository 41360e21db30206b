using System.Text;

namespace Vips.Host.Settings;

/// <summary>The effective configuration as YAML that reads back to the same value.</summary>
public static class ConfigurationText
{
    public static string Write(Configuration configuration)
    {
        var text = new StringBuilder();
        var section = "";
        foreach (var key in ConfigurationKeys.All)
        {
            if (key.Section != section)
            {
                section = key.Section;
                text.Append(section.Length == 0 ? "" : $"{section}:\n");
            }

            text.Append(section.Length == 0 ? "" : "  ").Append($"{key.Name}: {key.Write(configuration)}\n");
        }

        AppendEntries(text, "sites", ConfigurationKeys.Sites, configuration.Sites);
        AppendEntries(text, "vips", ConfigurationKeys.Vips, configuration.Policy.Vips);
        return text.ToString();
    }

    private static void AppendEntries<T>(StringBuilder text, string section, IReadOnlyList<EntryKey<T>> keys, IReadOnlyList<T> entries)
    {
        text.Append(entries.Count == 0 ? $"{section}: []\n" : $"{section}:\n");
        foreach (var entry in entries)
        {
            var indent = "  - ";
            foreach (var key in keys)
            {
                if (key.Write(entry) is { } value)
                {
                    text.Append(indent).Append($"{key.Name}: {value}\n");
                    indent = "    ";
                }
            }
        }
    }
}
