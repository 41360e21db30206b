using Bgp.Vtysh;
using Tools.Execution;
using Vips.Host.Settings;
using Vips.Inventory;

namespace VipMgmt.Render;

/// <summary>
/// Whether what a template made of the inventory does its job: it is to be the baseline, so it is read as the executables
/// read it, before anybody copies it to a director.
/// </summary>
public static class RenderedCheck
{
    /// <param name="template">Named in the faults.</param>
    /// <param name="text">What was rendered.</param>
    /// <param name="block">What it was rendered from. Further statements (loopbacks) are the template's own affair.</param>
    public static IReadOnlyList<ConfigurationFault> Faults(string template, string text, SiteBlock block)
    {
        var reading = BgpConfigurationParser.ParseFile("what is rendered", text);
        if (!reading.IsKnown)
        {
            return [FaultOf($"{reading.Failure}")];
        }

        var faults = new List<ConfigurationFault>();
        var instances = reading.Value.Instances;
        if (instances.Count != 1 || instances[0].AsNumber != $"{block.Site.AsNumber}" || !instances[0].IsDefault)
        {
            return [FaultOf($"renders no 'router bgp {block.Site.AsNumber}', or another beside it")];
        }

        foreach (var (wanted, _) in block.Statements)
        {
            if (instances[0].Statements.GetValueOrDefault(wanted.Prefix) is not { } statement)
            {
                faults.Add(FaultOf($"renders no '{wanted}'"));
            }
            else if (statement != wanted)
            {
                faults.Add(FaultOf($"renders '{statement}' where the inventory says '{wanted}'"));
            }
        }

        faults.AddRange(MapFaults(text).Select(FaultOf));
        return faults;

        ConfigurationFault FaultOf(string words) => new(template, 0, 0, PlainText.Line(words, 300));
    }

    /// <summary>
    /// Quagga never originates a statement whose route-map comes later in the file, and FRR 8.4 only 5 s after its start
    /// (facts/vtysh.md, point 7).
    /// </summary>
    private static IEnumerable<string> MapFaults(string text)
    {
        var lines = ConfigurationLines.Of(text);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Text.Length == 0 && lines[at].Block.Split(' ') is ["route-map", var name, ..])
            {
                places.TryAdd(name, at);
            }
        }

        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Text.Split(' ') is not ["network", _, "route-map", var map, ..])
            {
                continue;
            }

            if (!places.TryGetValue(map, out var place))
            {
                yield return $"'{lines[at].Text}': it defines no route-map {map}, so bgpd would never announce it";
            }
            else if (place > at)
            {
                yield return $"'{lines[at].Text}': route-map {map} comes after it; Quagga would never announce it";
            }
        }
    }
}
