using System.Globalization;
using Bgp.Vtysh.Model;
using Vips;
using Vips.Monitoring;
using Vips.Policies;
using Vips.Verdicts;
using Vips.Watchdog;

namespace VipMgmt.Status;

/// <summary>The table of `vip-mgmt status`: one line a VIP, columns as wide as they need to be.</summary>
/// <param name="inputs">What the decisions rest on.</param>
/// <param name="names">What people call the VIPs.</param>
/// <param name="colours">On a terminal: what is in trouble stands out.</param>
public sealed class StatusTable(Inputs inputs, VipNames names, bool colours)
{
    private const string Red = "\e[31m", Yellow = "\e[33m", Plain = "\e[0m";

    /// <summary>Shown only where a VIP has any.</summary>
    private static readonly int[] Optional = [1, 8];

    private static readonly string[] Heads = ["VIP", "NAME", "VERDICT", "LIVE", "CONFIGURED", "ORIGINATED", "ADVERTISED TO", "HOLD", "LAST CHANGE"];

    public IEnumerable<string> Lines(IReadOnlyList<Decision> decisions)
    {
        var rows = new List<string[]> { Heads };
        foreach (var decision in decisions)
        {
            rows.Add(Row(decision));
        }

        rows = WithoutEmpty(rows);
        var widths = new int[rows[0].Length];
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                widths[column] = Math.Max(widths[column], row[column].Length);
            }
        }

        for (var at = 0; at < rows.Count; at++)
        {
            // plain first: a reason or a name brings no colour of its own
            var line = Tools.Execution.PlainText.Line(Join(rows[at], widths));
            yield return colours && at > 0 ? Coloured(line, TroubleJudge.Judge(decisions[at - 1], inputs)) : line;
        }
    }

    private static List<string[]> WithoutEmpty(List<string[]> rows)
    {
        bool IsShown(int column) => !Optional.Contains(column) || rows.Skip(1).Any(row => row[column] != "-");
        var shown = Enumerable.Range(0, Heads.Length).Where(IsShown).ToArray();
        return rows.ConvertAll(row => Array.ConvertAll(shown, column => row[column]));
    }

    private static string Coloured(string line, Trouble trouble) =>
        trouble == Trouble.None ? line : $"{(trouble == Trouble.Serious ? Red : Yellow)}{line}{Plain}";

    private string[] Row(Decision decision)
    {
        var vip = decision.Vip;
        var paths = inputs.PathsOf(vip.Prefix);
        return
        [
            vip.Prefix.ToString(),
            names.Of(vip.Prefix) is [var name, ..] called ? called.Count == 1 ? name : $"{name} (+{called.Count - 1})" : "-",
            decision.Verdict is { } verdict ? VerdictWords.Of(verdict.Verdict)
                : IsOnlyListed(decision) ? "not managed" : VerdictWords.Unknown,
            Live(decision),
            !inputs.Running.IsKnown ? "unknown" : vip.Configured is { } statement ? Configured(statement) : "no",
            paths is null ? "unknown" : paths.IsOriginated ? "yes" : "no",
            Advertised(paths),
            inputs.Holds.IsKnown ? HoldOf(vip, inputs.Now.Wall) : "unknown",
            inputs.State.Vips.GetValueOrDefault(vip.Prefix)?.LastChange is { } change ? $"{change.What} {TimeText.Age(inputs.Now.Since(change.When))} ago" : "-",
        ];
    }

    /// <summary>No verdict because nobody judges it, not because something could not be read.</summary>
    private static bool IsOnlyListed(Decision decision) =>
        decision.Rule is DecisionRule.NotManaged or DecisionRule.NotOurStatement && !decision.Vip.IsManaged;

    /// <summary>Live real servers of each service, sorted by key: `tcp/80:2 tcp/443:0`.</summary>
    private static string Live(Decision decision)
    {
        if (decision.Verdict is not { } verdict)
        {
            return IsOnlyListed(decision) ? "-" : "unknown";
        }

        var counts = new List<string>(verdict.Services.Count);
        foreach (var service in verdict.Services)
        {
            counts.Add($"{ServiceName.Of(service.Key)}:{service.Live.ToString(CultureInfo.InvariantCulture)}");
        }

        return counts.Count == 0 ? "missing" : string.Join(' ', counts);
    }

    /// <summary>Its route-map, and the words that are not ours to write.</summary>
    private static string Configured(NetworkStatement statement) =>
        statement.OtherWords is null ? statement.RouteMap ?? "yes"
        : statement.RouteMap is null ? statement.OtherWords
        : $"{statement.RouteMap} {statement.OtherWords}";

    private static string Advertised(BgpPaths? paths) =>
        paths is null ? "unknown" : paths is { IsSelfOriginated: true, AdvertisedTo.Count: > 0 } ? string.Join(' ', paths.AdvertisedTo) : "-";

    private static string HoldOf(WatchedVip vip, DateTimeOffset now)
    {
        if (vip.Hold is not { } hold)
        {
            return vip.HasEndedDrain ? "drain over" : "-";
        }

        var claim = hold.Spokesman(now);
        var until = claim.Until is { } end ? $" until {TimeText.Of(end)}" : "";
        var others = hold.CountInForce(now) - 1;
        var more = others > 0 ? string.Create(CultureInfo.InvariantCulture, $" (+{others})") : "";
        var draining = hold.IsDraining(now) ? "draining, " : "";
        return $"{draining}{claim.Who}: {claim.Words}{until}{more}";
    }

    private static string Join(string[] row, int[] widths)
    {
        var line = new System.Text.StringBuilder();
        for (var column = 0; column < row.Length; column++)
        {
            line.Append(column == row.Length - 1 ? row[column] : row[column].PadRight(widths[column] + 2));
        }

        return line.ToString();
    }
}
