using System.Text;
using Net.Prefixes;
using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>A file of withdrawn/: the statement by which a VIP comes back.</summary>
internal sealed class KeptStatementTarget() : Target("kept-statement", 60_000, [.. BundleParts.Files("withdrawn/"), .. Mutation.Captures.Utf8(Whole)])
{
    private const string Whole = """{"prefix":"192.0.2.1/32","routeMap":"BGP1","otherWords":"label-index 7","when":"2026-01-02T03:04:05+00:00","who":"alice"}""";

    protected override bool IsUnderstood(byte[] input)
    {
        var kept = Measured(() => new StateDirectory("/var/lib/viptools", new InputFiles(input, "192.0.2.1_32")).Withdrawn.Read().Value);
        foreach (var fault in kept.Faults)
            RequireLine(fault.ToString());
        Require(kept.ByPrefix.Count + kept.Faults.Count == 1, "neither a statement nor a fault");
        if (kept.ByPrefix.Count == 0)
            return false;

        var statement = kept.ByPrefix[Prefix.Parse("192.0.2.1/32")].Statement;
        var text = Encoding.UTF8.GetString(input);
        Require(statement.Prefix == Prefix.Parse("192.0.2.1/32"), "a statement of another prefix than the file's name");
        Require(statement.RouteMap is null || (statement.RouteMap.All(c => char.IsAsciiLetterOrDigit(c) || "_.-".Contains(c, StringComparison.Ordinal)) && text.Contains(statement.RouteMap, StringComparison.Ordinal)), "a route-map that is no name, or not there");
        return true;
    }
}
