using Vips.Policies;

namespace Vips.State;

/// <summary>
/// A VIP that flaps (DESIGN section 10): each withdrawal by the watchdog doubles the time for which it is not restored, up
/// to a cap, and each quiet time for which it stays announced halves it.
/// </summary>
/// <param name="Flaps">Withdrawals that count, 1 or more.</param>
/// <param name="Since">When it last flapped, came back, or a quiet time ended.</param>
public sealed record Damping(int Flaps, Moment Since)
{
    /// <summary>For how long after the withdrawal it is not restored; zero where damping is off.</summary>
    public TimeSpan HoldDown(Rules rules)
    {
        if (rules.Damping is not { } holdDown)
        {
            return TimeSpan.Zero;
        }

        for (var flap = 1; flap < Flaps && holdDown < rules.DampingCap; flap++)
        {
            holdDown *= 2; // below the cap, a year at most, before it is doubled
        }

        return holdDown < rules.DampingCap ? holdDown : rules.DampingCap;
    }

    /// <summary>After one more withdrawal. At the cap no flap is counted on: one quiet time is to halve what is at the cap.</summary>
    /// <returns>Null where damping is off.</returns>
    public static Damping? Flap(Damping? before, Rules rules, Moment now) =>
        rules.Damping is null ? null
        : before is null ? new(1, now)
        : new(before.HoldDown(rules) < rules.DampingCap ? before.Flaps + 1 : before.Flaps, now);

    /// <summary>After the time for which it was announced: one flap less for each whole quiet time.</summary>
    /// <returns>Null when all is forgotten.</returns>
    public Damping? Quiet(Rules rules, Moment now)
    {
        var quiet = (int)Math.Min(now.Since(Since) / rules.DampingQuiet, Flaps);
        var since = Since.NoLaterThan(now);
        return quiet == Flaps ? null : new(Flaps - quiet, since.Plus(rules.DampingQuiet * quiet));
    }
}
