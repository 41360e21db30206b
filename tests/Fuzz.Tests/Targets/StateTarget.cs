using System.Buffers;
using System.Text.Json;
using Vips.Host.State;
using Vips.State;

namespace Fuzz.Tests.Targets;

/// <summary>watchdog.json: damage is told and set aside, never a crash; what is understood is written as it was read.</summary>
internal sealed class StateTarget() : Target("state", 40_000, BundleParts.Files("watchdog.json"))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var remembered = Measured(() => new StateDirectory("/var/lib/viptools", new InputFiles(input)).Watchdog.Read().Value);
        if (remembered.Damage is { } damage)
        {
            RequireLine(damage);
            Require(remembered.Value.Vips.Count == 0 && !remembered.Value.Established, "damaged, and something of it is believed");
            return false;
        }

        var written = Written(remembered.Value);
        var again = new StateDirectory("/var/lib/viptools", new InputFiles(written)).Watchdog.Read().Value;
        Require(again.Damage is null, $"what was written cannot be read: {again.Damage}");
        Require(Written(again.Value).AsSpan().SequenceEqual(written), "written, read and written again it is another");
        return true;
    }

    private static byte[] Written(WatchdogState state)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
            WatchdogStateWriter.Write(json, state);
        return buffer.WrittenSpan.ToArray();
    }
}
