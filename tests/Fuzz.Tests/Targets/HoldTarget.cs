using System.Text.Json.Nodes;
using Net.Prefixes;
using Vips.Holds;
using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>A file of holds/: whatever stands in it, its prefix is held; damaged, without end.</summary>
internal sealed class HoldTarget() : Target("hold", 60_000, [.. BundleParts.Files("holds/"), .. Mutation.Captures.Utf8(Three)])
{
    private const string Three =
        """
        {
          "prefix": "192.0.2.1/32",
          "claims": [
            { "name": "service.tld", "who": "alice", "when": "2026-01-02T03:04:05+00:00", "reason": "new disk", "until": "2026-01-02T05:04:05+00:00" },
            { "who": "vip-watchdog", "when": "2026-01-02T03:04:05.5+01:00" },
            { "name": "192.0.2.1/32", "who": "bob (SUDO_USER alice)", "when": "2026-01-02T03:04:05Z", "until": "2027-01-02T05:04:05Z", "draining": true }
          ]
        }

        """;

    private static readonly Prefix Held = Prefix.Parse("192.0.2.1/32");
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero);

    protected override bool IsUnderstood(byte[] input)
    {
        var holds = Measured(() => Of(input));
        Require(holds.ByPrefix.ContainsKey(Held), "a hold is lost");
        var hold = holds.ByPrefix[Held];
        _ = (hold.Spokesman(Now), hold.IsDraining(Now), hold.IsEndedDrain(Now));
        if (hold.Damage is { } damage)
        {
            RequireLine(damage);
            Require(hold.IsInForce(DateTimeOffset.MaxValue) && !hold.IsDraining(Now), "a damaged hold that ends, or that drains");
            return false;
        }

        Require(JsonNode.Parse(input)!["claims"]!.AsArray().Count == hold.Claims.Count, "not as many claims as the file has");
        var again = Of(HoldJson.Write(hold)).ByPrefix[Held];
        Require(again.Damage is null && again.Claims.SequenceEqual(hold.Claims), $"written and read again it is another: {again.Damage}");
        return true;
    }

    private static HoldSet Of(byte[] input) => new StateDirectory("/var/lib/viptools", new InputFiles(input, "192.0.2.1_32")).Holds.Read().Value;
}
