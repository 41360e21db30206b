using System.Text;
using Net.Prefixes;
using Vips.Host.Settings;
using Vips.Inventory;
using Vips.Policies;

namespace Vips.Host.Tests.Settings;

/// <summary>The documents that tell of every key, made from the table of keys.</summary>
internal static class KeyDocuments
{
    private static readonly Configuration Defaults = new();

    private static readonly VipEntry Vip = new("www.example.net", [Prefix.Parse("192.0.2.1/32"), Prefix.Parse("2001:db8::1/128")], RouteMap: null, [], new());

    private static readonly SiteEntry Site = new("dc1", 64699, Address("198.51.100.2"), Hostname: null, [new(Address("198.51.100.1"), 64500, null)]);

    private static IEnumerable<IGrouping<string, ConfigurationKey>> Sections => ConfigurationKeys.All.GroupBy(key => key.Section);

    /// <summary>The file that the package installs. A line's first # away sets the key; only `shadow` is set.</summary>
    internal static string Sample()
    {
        var text = new StringBuilder(
            """
            # VipTools: vip-mgmt(8), vip-watchdog(8), viptools.yaml(5)
            # Every key stands here as a comment with its default; take the first # of a line away, and of the line of its
            # section, to set it. `vip-mgmt check-config` judges the file and prints what then holds.

            # The watchdog decides and says in syslog what it would do, and changes nothing. When you have read what it says
            # (vip-watchdog --dry-run --verbose), take the next line out: that is what turns it on.
            shadow: true

            """);
        foreach (var section in Sections)
        {
            var indent = section.Key.Length == 0 ? "" : "  ";
            text.Append(indent.Length == 0 ? "" : $"\n#{section.Key}:\n");
            foreach (var key in section.Where(key => key.Name != "shadow"))
            {
                text.Append(indent.Length == 0 ? "\n" : "").Append(indent.Length == 0 ? "# " : $"#{indent}# ").Append($"{key.Help} ({key.Type})\n#{indent}{key.Name}: {key.Write(Defaults)}\n");
            }
        }

        Append(text, "vips", "rules here hold for these VIPs alone; what is left out holds as under watchdog", ConfigurationKeys.Vips, Vip);
        Append(text, "sites", "for `vip-mgmt render` alone", ConfigurationKeys.Sites, Site);
        return text.ToString();
    }

    /// <summary>What stands between the marks of viptools.yaml(5).</summary>
    internal static string Manual()
    {
        var text = new StringBuilder();
        foreach (var section in Sections)
        {
            text.Append(section.Key.Length == 0 ? ".Sh KEYS AT THE TOP\n" : $".Sh KEYS OF {section.Key}\n").Append(".Bl -tag -width Ds\n");
            foreach (var key in section)
            {
                Append(text, key.Name, key.Help, key.Type, key.Write(Defaults));
            }

            text.Append(".El\n");
        }

        Append(text, "vips", "the rules are as under watchdog, and hold for these VIPs alone", ConfigurationKeys.Vips);
        Append(text, "sites", "a list, for vip-mgmt render alone", ConfigurationKeys.Sites);
        Append(text, "neighbors", "a list in an entry of sites", InventoryKeys.Neighbors);
        return text.ToString();
    }

    /// <summary>What stands between the marks of docs/configuration.md.</summary>
    internal static string Table()
    {
        var text = new StringBuilder();
        foreach (var section in Sections)
        {
            text.Append(section.Key.Length == 0 ? "\n## At the top\n" : $"\n## {section.Key}\n").Append("| key | value | default | |\n|---|---|---|---|\n");
            foreach (var key in section)
            {
                text.Append($"| `{key.Name}` | {key.Type} | `{key.Write(Defaults)}` | {key.Help} |\n");
            }
        }

        Rows(text, "An entry of vips", ConfigurationKeys.Vips);
        Rows(text, "An entry of sites", ConfigurationKeys.Sites);
        Rows(text, "An entry of neighbors", InventoryKeys.Neighbors);
        return text.Append('\n').ToString();
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out var address) ? address : throw new FormatException(text);

    private static void Append<T>(StringBuilder sample, string section, string what, IReadOnlyList<EntryKey<T>> keys, T entry)
    {
        sample.Append($"\n# {what}\n#{section}:\n");
        var indent = "  - ";
        foreach (var key in keys)
        {
            sample.Append($"#    # {key.Help} ({key.Type})\n");
            sample.Append(key.Write(entry) is { } value and not "none" and not "[]" ? $"#{indent}{key.Name}: {value}\n" : $"#    # {key.Name}:\n");
            indent = "    ";
        }
    }

    private static void Append<T>(StringBuilder manual, string section, string what, IReadOnlyList<EntryKey<T>> keys)
    {
        manual.Append($".Sh KEYS OF AN ENTRY OF {section}\n{Sentence(what)}\n.Bl -tag -width Ds\n");
        foreach (var key in keys)
        {
            Append(manual, key.Name, key.Help, key.Type, null);
        }

        manual.Append(".El\n");
    }

    private static void Append(StringBuilder manual, string name, string help, string type, string? value)
    {
        manual.Append($".It Ic {name}\n").Append(Wrapped(Sentence(help))).Append(Wrapped($"Value: {type}."));
        manual.Append(value is null ? "" : $"Default:\n.Ql {value} .\n");
    }

    private static void Rows<T>(StringBuilder table, string title, IReadOnlyList<EntryKey<T>> keys)
    {
        table.Append($"\n## {title}\n| key | value | |\n|---|---|---|\n");
        foreach (var key in keys)
        {
            table.Append($"| `{key.Name}` | {key.Type} | {key.Help} |\n");
        }
    }

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";

    /// <summary>mdoc wants lines of at most 80 characters, and none that begins with a dot or a quote.</summary>
    private static string Wrapped(string text)
    {
        var lines = new StringBuilder();
        var length = 0;
        foreach (var word in text.Split(' '))
        {
            var breaks = length + word.Length > 76 && word[0] is not ('.' or '\'');
            lines.Append(length == 0 ? "" : breaks ? "\n" : " ").Append(word);
            length = breaks ? word.Length : length + word.Length + 1;
        }

        return lines.Append('\n').ToString();
    }
}
