using Vips.Host.State;

namespace Fuzz.Tests.Targets;

/// <summary>freeze.json: whatever stands in it freezes; damaged, without end.</summary>
internal sealed class FreezeTarget() : Target("freeze", 60_000, Mutation.Captures.Utf8(
    """{"who":"alice","when":"2026-01-02T03:04:05+00:00","reason":"new switches","until":"2026-01-02T05:00:00+00:00"}""",
    """{"who":"bob (SUDO_USER alice)","when":"2026-01-02T03:04:05Z"}"""))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var freeze = Measured(() => new StateDirectory("/var/lib/viptools", new InputFiles(input)).Freeze.Read());
        Require(freeze is not null, "a freeze is lost");
        if (freeze!.Damage is not { } damage)
            return true;
        RequireLine(damage);
        Require(freeze.IsInForce(DateTimeOffset.MaxValue), "a damaged freeze that ends");
        return false;
    }
}
