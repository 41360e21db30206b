using System.Globalization;
using Vips.Inventory;

namespace Vips.Host.Settings;

/// <summary>The keys of an entry of `sites`, and of one of its `neighbors`.</summary>
internal static class InventoryKeys
{
    private const string AsNumber = "an AS number of 1 to 4294967295";

    internal static IReadOnlyList<EntryKey<Neighbor>> Neighbors { get; } =
    [
        new("address", "an address", "where the router is", n => Scalars.Of(n.Address.ToString())),
        new("as", AsNumber, "its AS", n => n.AsNumber.ToString(CultureInfo.InvariantCulture)),
        new("description", "a text", "for people", n => n.Description is null ? null : Scalars.Of(n.Description)),
    ];

    internal static IReadOnlyList<EntryKey<SiteEntry>> Sites { get; } =
    [
        new("name", "a name of letters, digits, _ . -", "what `render --site` and the `sites` of a VIP call it", s => Scalars.Of(s.Name)),
        new("as", AsNumber, "the AS of its `router bgp`, and of every prepend", s => s.AsNumber.ToString(CultureInfo.InvariantCulture)),
        new("router-id", "an IPv4 address", "its BGP identifier", s => Scalars.Of(s.RouterId.ToString())),
        new("hostname", "a name of letters, digits, _ . -", "of the director", s => s.Hostname is null ? null : Scalars.Of(s.Hostname)),
        new("neighbors", "a list of neighbours, each with `address` and `as`", "its routers, once for each family",
            s => $"[{string.Join(", ", s.Neighbors.Select(Flow))}]"),
    ];

    private static string Flow(Neighbor neighbor) => $"{{{string.Join(", ", from key in Neighbors let value = key.Write(neighbor) where value is not null select $"{key.Name}: {value}")}}}";
}
