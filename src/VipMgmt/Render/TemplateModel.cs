using System.Globalization;
using Vips.Inventory;

namespace VipMgmt.Render;

/// <summary>
/// The names that a template can use, and what stands behind them. Dictionaries, since what Handlebars finds by reflection
/// is lost when the program is trimmed (facts/dotnet.md).
/// </summary>
public static class TemplateModel
{
    private static readonly TemplateShape Neighbor = TemplateShape.Of("address", "as", "description", "ipv6");
    private static readonly TemplateShape Vip = TemplateShape.Of("prefix", "route_map", "name", "ipv6");

    public static TemplateShape Shape { get; } = new(new Dictionary<string, TemplateShape>(StringComparer.Ordinal)
    {
        ["site"] = TemplateShape.Of("name", "as", "router_id", "hostname"),
        ["neighbors"] = Neighbor.List(),
        ["neighbors_v4"] = Neighbor.List(),
        ["neighbors_v6"] = Neighbor.List(),
        ["route_maps"] = TemplateShape.Of("name", "prepend").List(),
        ["drain"] = TemplateShape.Of("name", "prepend"),
        ["vips"] = Vip.List(),
        ["vips_v4"] = Vip.List(),
        ["vips_v6"] = Vip.List(),
    });

    public static IReadOnlyDictionary<string, object?> Of(SiteBlock block)
    {
        var site = block.Site;
        return new Dictionary<string, object?>
        {
            ["site"] = Fields(("name", site.Name), ("as", Number(site.AsNumber)), ("router_id", site.RouterId.ToString()), ("hostname", site.Hostname)),
            ["neighbors"] = Neighbors(site.Neighbors),
            ["neighbors_v4"] = Neighbors(site.Neighbors.Where(neighbor => !neighbor.Address.IsIPv6)),
            ["neighbors_v6"] = Neighbors(site.Neighbors.Where(neighbor => neighbor.Address.IsIPv6)),
            ["route_maps"] = block.RouteMaps.Select(map => Fields(("name", map.Name), ("prepend", map.Prepend))).ToList(),
            ["drain"] = Fields(("name", SiteBlock.DrainMap), ("prepend", block.DrainPrepend)),
            ["vips"] = Vips(block.Statements),
            ["vips_v4"] = Vips(block.Statements.Where(vip => !vip.Statement.Prefix.IsIPv6)),
            ["vips_v6"] = Vips(block.Statements.Where(vip => vip.Statement.Prefix.IsIPv6)),
        };
    }

    private static List<Dictionary<string, object?>> Neighbors(IEnumerable<Neighbor> neighbors) => neighbors.Select(neighbor => Fields(
        ("address", neighbor.Address.ToString()), ("as", Number(neighbor.AsNumber)), ("description", neighbor.Description), ("ipv6", neighbor.Address.IsIPv6))).ToList();

    private static List<Dictionary<string, object?>> Vips(IEnumerable<SiteStatement> statements) => statements.Select(vip => Fields(
        ("prefix", vip.Statement.Prefix.ToString()), ("route_map", vip.Statement.RouteMap), ("name", vip.Name), ("ipv6", vip.Statement.Prefix.IsIPv6))).ToList();

    private static Dictionary<string, object?> Fields(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            dictionary[name] = value;
        }

        return dictionary;
    }

    private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a name of a template stands for: a value, an object with fields, or a list of them.</summary>
/// <param name="Fields">Empty for a value.</param>
/// <param name="IsList">Only `each` goes through it.</param>
public sealed record TemplateShape(IReadOnlyDictionary<string, TemplateShape> Fields, bool IsList = false)
{
    public static TemplateShape Value { get; } = new(new Dictionary<string, TemplateShape>());

    public bool IsValue => Fields.Count == 0;

    public static TemplateShape Of(params IEnumerable<string> values) => new(values.ToDictionary(name => name, _ => Value, StringComparer.Ordinal));

    public TemplateShape List() => this with { IsList = true };
}
