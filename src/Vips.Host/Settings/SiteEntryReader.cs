using Net.Prefixes;
using Vips.Host.Settings.Yaml;
using Vips.Inventory;

namespace Vips.Host.Settings;

/// <summary>The entries of `sites`.</summary>
internal sealed class SiteEntryReader(FaultList faults)
{
    /// <summary>Each place costs one prepend more; nobody has so many sites behind one VIP.</summary>
    private const int MostSites = 16;

    private readonly Dictionary<string, int> _lines = [];

    internal IReadOnlyList<SiteEntry> Read(IReadOnlyList<YamlNode> items)
    {
        var sites = new List<SiteEntry>(items.Count);
        foreach (var item in items)
        {
            if (item is not YamlMapping)
            {
                faults.Add(item, "an entry of `sites` must be keys with values, such as `name: dc1`");
            }
            else if (sites.Count == MostSites)
            {
                faults.Add(item, $"more than {MostSites} sites");
                break;
            }
            else
            {
                sites.Add(Entry(item));
            }
        }

        return sites;
    }

    private SiteEntry Entry(YamlNode node)
    {
        var section = new Section("sites", node, faults);
        section.Require("name", "as", "router-id");
        var name = section.Value<string?>("name", ValueParsers.TryName, null);
        if (name is not null && !_lines.TryAdd(name, node.Line))
        {
            faults.Add(section.PlaceOf("name"), $"site {name} a second time; the first is on line {_lines[name]}");
        }

        return new(
            name ?? "", section.Value<uint>("as", ValueParsers.TryAsNumber, 1),
            section.Value<IpAddress>("router-id", ValueParsers.TryRouterId, default), section.Value<string?>("hostname", ValueParsers.TryName, null), Neighbors(section));
    }

    private List<Neighbor> Neighbors(Section site)
    {
        var neighbors = new List<Neighbor>();
        foreach (var item in site.Items("neighbors") ?? [])
        {
            if (item is not YamlMapping)
            {
                faults.Add(item, "a neighbour must be keys with values, such as `{address: 192.0.2.254, as: 64500}`");
                continue;
            }

            var section = new Section("neighbors", item, faults);
            section.Require("address", "as");
            neighbors.Add(new(
                section.Value<IpAddress>("address", ValueParsers.TryAddress, default), section.Value<uint>("as", ValueParsers.TryAsNumber, 1),
                section.Value<string?>("description", ValueParsers.TryText, null)));
        }

        return neighbors;
    }
}
