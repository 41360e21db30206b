using Vips;
using Vips.Host.Recording;
using Vips.Host.Settings;
using Vips.Host.State;

namespace VipWatchdog.Keeping;

/// <summary>What is kept of a run that has done its work. That it cannot be kept is told, and changes nothing else.</summary>
/// <param name="configuration">How many bundles of our own there may be.</param>
/// <param name="recorder">What the run read.</param>
internal sealed class BundleKeeping(Configuration configuration, RunRecorder recorder)
{
    /// <param name="options">`--record` and what the run was for.</param>
    /// <param name="withoutLock">Why it had no lock; null when it had, or needed none.</param>
    /// <param name="now">For the name.</param>
    /// <returns>What could not be kept.</returns>
    internal IReadOnlyList<string> Keep(WatchdogOptions options, LockMissing? withoutLock, DateTimeOffset now)
    {
        var keeps = recorder.IsNoteworthy && !options.DryRun && configuration.Bundles > 0 && configuration.BundlesMib > 0;
        return keeps || options.Record is not null ? Written(options, withoutLock, now, keeps) : [];
    }

    private List<string> Written(WatchdogOptions options, LockMissing? withoutLock, DateTimeOffset now, bool keeps)
    {
        var failures = new List<string>();
        if (recorder.IsEmpty)
        {
            return [$"{options.Record}: nothing was read, so nothing is recorded"];
        }

        var bundle = recorder.ToBundle(configuration, ProgramVersion.Read()) with { HoldsAlone = options.Boot, DryRun = options.DryRun, WithoutLock = withoutLock };
        if (options.Record is { } folder && new BundleFolder(Path.GetFullPath(folder)).Add(now, bundle) is { } unrecorded)
        {
            failures.Add($"this run is not recorded: {unrecorded}");
        }

        if (keeps && new BundleFolder(new StateDirectory(configuration.StateDir).Bundles).Keep(now, bundle, configuration.Bundles, configuration.BundlesMib * 1024L * 1024) is { } unkept)
        {
            failures.Add($"no bundle of this run is kept: {unkept}");
        }

        return failures;
    }
}
