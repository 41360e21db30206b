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

        return text.Append(configuration.Policy.Vips.Count == 0 ? "vips: []\n" : "vips:\n")
            .AppendJoin("", configuration.Policy.Vips.Select(Entry)).ToString();
    }

    private static string Entry(VipEntry entry)
    {
        var text = new StringBuilder();
        foreach (var key in ConfigurationKeys.Vips)
        {
            if (key.Write(entry) is { } value)
            {
                text.Append(text.Length == 0 ? "  - " : "    ").Append($"{key.Name}: {value}\n");
            }
        }

        return text.ToString();
    }
}
