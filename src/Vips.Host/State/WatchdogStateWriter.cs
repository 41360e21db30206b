using System.Text.Json;
using Vips.State;

namespace Vips.Host.State;

/// <summary>
/// watchdog.json, version 1. Written by hand: the JSON serializer costs 8.9 ms at start-up (facts: dotnet.md). Fields:
/// `established`, `lastRun`, `lastSuccess`, `massWithdrawal`; `baseline` with `source`, `as`, `statements`;
/// `services` by service with `seenAboveDrop`, `low`, `high`, `missing`; `vips` by prefix with `seenInIpvs`, `missing`,
/// `withdrawnAt`, `pinnedAt`, `flaps` (as a streak), `reissued`, `configured`, `lastChange`; `notices` by condition with `text`, `logged`. A streak is
/// [count, moment]; a moment is a place in `moments`, which come last. What is absent is false, none or zero.
/// </summary>
internal static class WatchdogStateWriter
{
    internal const int Version = 1;

    internal static void Write(Utf8JsonWriter json, WatchdogState state)
    {
        var moments = new MomentTable();
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteBoolean("established", state.Established);
        WriteMoment(json, moments, "lastRun", state.LastRun);
        WriteMoment(json, moments, "lastSuccess", state.LastSuccess);
        WriteStreak(json, moments, "massWithdrawal", state.MassWithdrawal);
        BaselineJson.Write(json, state.LastBaseline);
        WriteServices(json, moments, state);
        WriteVips(json, moments, state);
        WriteNotices(json, moments, state);
        moments.Write(json);
        json.WriteEndObject();
    }

    private static void WriteServices(Utf8JsonWriter json, MomentTable moments, WatchdogState state)
    {
        json.WriteStartObject("services");
        foreach (var (key, history) in state.Services)
        {
            json.WriteStartObject(key.ToString());
            WriteFlag(json, "seenAboveDrop", history.SeenAboveDrop);
            WriteStreak(json, moments, "low", history.Low);
            WriteStreak(json, moments, "high", history.High);
            WriteStreak(json, moments, "missing", history.Missing);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteVips(Utf8JsonWriter json, MomentTable moments, WatchdogState state)
    {
        json.WriteStartObject("vips");
        foreach (var (prefix, history) in state.Vips)
        {
            json.WriteStartObject(prefix.ToString());
            WriteFlag(json, "seenInIpvs", history.SeenInIpvs);
            WriteStreak(json, moments, "missing", history.Missing);
            WriteMoment(json, moments, "withdrawnAt", history.WithdrawnAt);
            WriteMoment(json, moments, "pinnedAt", history.PinnedAt);
            WriteStreak(json, moments, "flaps", history.Damping is { } damping ? new(damping.Flaps, damping.Since) : null);
            WriteFlag(json, "reissued", history.Reissued);
            if (history.Configured is { } configured)
            {
                json.WriteBoolean("configured", configured);
            }

            WriteLastChange(json, moments, history.LastChange);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLastChange(Utf8JsonWriter json, MomentTable moments, LastChange? change)
    {
        if (change is null)
        {
            return;
        }

        json.WriteStartObject("lastChange");
        json.WriteString("what", change.What);
        WriteMoment(json, moments, "when", change.When);
        json.WriteString("why", change.Why);
        json.WriteEndObject();
    }

    private static void WriteNotices(Utf8JsonWriter json, MomentTable moments, WatchdogState state)
    {
        json.WriteStartObject("notices");
        if (state.Notices.Count > 0) // the enumerator of nothing is compiled at start-up
        {
            foreach (var (key, notice) in state.Notices)
            {
                json.WriteStartObject(key);
                json.WriteString("text", notice.Text);
                WriteMoment(json, moments, "logged", notice.LastLogged);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter json, MomentTable moments, string name, Moment? moment)
    {
        if (moment is { } value)
        {
            json.WriteNumber(name, moments.PlaceOf(value));
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void WriteStreak(Utf8JsonWriter json, MomentTable moments, string name, Streak? streak)
    {
        if (streak is null)
        {
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(streak.Count);
        json.WriteNumberValue(moments.PlaceOf(streak.LastCounted));
        json.WriteEndArray();
    }
}
