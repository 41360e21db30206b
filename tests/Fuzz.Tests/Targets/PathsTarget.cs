using System.Text;
using System.Text.RegularExpressions;
using Bgp.Vtysh;
using Bgp.Vtysh.Model;
using Fuzz.Tests.Mutation;
using Net.Prefixes;

namespace Fuzz.Tests.Targets;

/// <summary>`show bgp … PREFIX`, of Quagga as text and of FRR as JSON. The first line of an input is what was asked for, and stays whole.</summary>
internal abstract partial class PathsTarget(string name, int byDefault, Suite suite, IEnumerable<(string Call, string Output)> captures)
    : Target(name, byDefault, Mutation.Captures.Utf8(
        from capture in captures
        let asked = Asked().Matches(capture.Call).Select(match => match.Groups[1].Value).ToArray()
        where asked.Length > 0
        select $"{string.Join(' ', asked)}\n{capture.Output}"))
{
    public override byte[] Next(Chance chance) => Mutator.NextBehindFirstLine(Captures, chance);

    protected override bool IsUnderstood(byte[] input)
    {
        var head = Array.IndexOf(input, (byte)'\n');
        var prefixes = Encoding.UTF8.GetString(input, 0, head).Split(' ').Select(text => Prefix.Parse(text)).ToArray();
        var output = input[(head + 1)..];
        var reading = Measured(() => BgpPathsParser.Parse(Vtysh.Printed(output), suite, prefixes));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        Require(reading.Value.Count == prefixes.Length, "not as many answers as questions");
        var text = Encoding.UTF8.GetString(output);
        foreach (var (prefix, paths) in reading.Value)
        {
            Require(paths.Paths.Count == 0 || Answers(text, prefix.ToString()), $"paths of {prefix}, for which there is no answer");
            Require(!paths.IsOriginated || ShowsOurPath(text), $"{prefix} is originated, and no path is valid, sourced and local");
        }

        return true;
    }

    protected abstract bool Answers(string text, string prefix);

    protected abstract bool ShowsOurPath(string text);

    [GeneratedRegex(@"unicast\\ ([0-9a-f.:]+/\d+)")]
    private static partial Regex Asked();
}

internal sealed class PathsJsonTarget() : PathsTarget("show-bgp-json", 50_000, Suite.Frr, Mutation.Captures.Vtysh("json"))
{
    protected override bool Answers(string text, string prefix) => Squeezed(text).Contains($"\"prefix\":\"{prefix}\"", StringComparison.Ordinal);

    protected override bool ShowsOurPath(string text) =>
        Squeezed(text) is var json && json.Contains("\"valid\":true", StringComparison.Ordinal) && json.Contains("\"sourced\":true", StringComparison.Ordinal) && json.Contains("\"local\":true", StringComparison.Ordinal);

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

internal sealed class PathsTextTarget() : PathsTarget("show-bgp-text", 60_000, Suite.Quagga, Mutation.Captures.Vtysh("show").Where(capture => !capture.Call.Contains("json", StringComparison.Ordinal)))
{
    protected override bool Answers(string text, string prefix) => text.Contains($"BGP routing table entry for {prefix}", StringComparison.Ordinal);

    protected override bool ShowsOurPath(string text) => text.Split('\n').Any(line =>
        line.Trim().Split(", ") is var marks && marks.Contains("valid") && marks.Contains("sourced") && marks.Contains("local"));
}
