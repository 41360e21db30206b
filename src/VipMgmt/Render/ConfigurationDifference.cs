using Bgp.Vtysh;

namespace VipMgmt.Render;

/// <summary>What runs against what is rendered, line by line in its block; the order of the lines does not count.</summary>
public static class ConfigurationDifference
{
    /// <summary>
    /// `- …` runs and is not rendered, `+ …` is rendered and does not run. Route-maps that are not rendered are policy of
    /// the operator's, and none of ours.
    /// </summary>
    public static IReadOnlyList<string> Of(string running, string rendered)
    {
        var wanted = ConfigurationLines.Of(rendered);
        var blocks = wanted.Where(line => line.Text.Length == 0).Select(line => line.Block).ToHashSet(StringComparer.Ordinal);
        var runs = ConfigurationLines.Of(running).Where(line => blocks.Contains(line.Block) || !line.Block.StartsWith("route-map ", StringComparison.Ordinal)).ToList();
        return
        [
            .. runs.Except(wanted).Select(line => $"- {Shown(line)}"),
            .. wanted.Except(runs).Select(line => $"+ {Shown(line)}"),
        ];
    }

    private static string Shown(ConfigurationLine line) => line.Text.Length == 0 ? line.Block : line.ToString();
}
