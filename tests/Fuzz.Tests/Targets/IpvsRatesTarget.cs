using System.Text;
using Ipvs.Ipvsadm;
using Ipvs.Ipvsadm.Model;

namespace Fuzz.Tests.Targets;

/// <summary>`ipvsadm -L -n --rate --exact`, by which a drain ends.</summary>
internal sealed class IpvsRatesTarget() : Target("ipvsadm-rates", 60_000, Mutation.Captures.Of(
    "tests/Fixtures/ipvsadm/1.31/*.rate-exact", "tests/Fixtures/ipvsadm/1.31/*.rate-exact", "tests/Fixtures/ipvsadm/1.31/v?-mixed.*"))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var reading = Measured(() => IpvsRatesParser.Parse(input));
        if (!reading.IsKnown)
        {
            RequireLine(reading.Failure.ToString());
            return false;
        }

        // The third column of each service's line, counted from behind.
        var lines = Encoding.Latin1.GetString(input).Split('\n').Skip(3).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0 && words[0] != "->").ToArray();
        Require(lines.Length == reading.Value.Count, "not as many rates as lines of services");
        foreach (var words in lines)
        {
            var key = words[0] == "FWM" ? null : $"{words[0].ToLowerInvariant()}/{words[1]}";
            Require(reading.Value.Any(one => one.Value == long.Parse(words[^4], provider: null) && (key is null || IsOf(one.Key, key))), $"no rate {words[^4]} of {words[1]}");
        }

        return true;
    }

    private static bool IsOf(ServiceKey key, string text) =>
        text.EndsWith($":{key.Port}", StringComparison.Ordinal) && key.ToString()[..4] == text[..4] && key.Address.IsIPv6 == text.Contains('[', StringComparison.Ordinal);
}
