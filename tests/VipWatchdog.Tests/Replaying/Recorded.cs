using System.Text.RegularExpressions;
using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>Bundles of a site, and what a replay makes of them.</summary>
internal static partial class Recorded
{
    /// <summary>What the site's runs have kept of themselves, the oldest first.</summary>
    internal static string[] Bundles(FakeSite site) => Directory.Exists(Path.Combine(site.State, "bundles"))
        ? [.. Directory.GetFiles(Path.Combine(site.State, "bundles")).Order(StringComparer.Ordinal)]
        : [];

    internal static FakeRun Replay(params string[] arguments) => ReplayWithin([], arguments);

    /// <param name="within">A command that starts it: `setpriv`, `unshare`.</param>
    /// <param name="arguments">Behind `--replay`.</param>
    internal static FakeRun ReplayWithin(IReadOnlyList<string> within, params string[] arguments)
    {
        using var running = new FakeRunning("vip-watchdog", ["--replay", .. arguments], within: within);
        return running.Finish();
    }

    /// <summary>What `--json` prints, to be compared: without what differs at each run and on each machine.</summary>
    internal static string Document(FakeSite site, FakeRun run) => BundleFile().Replace(Recording().Replace(VipWatchdog.Tests.Masked.Times(run.Output)
        .Replace(site.Folder, "SITE", StringComparison.Ordinal).Replace(site.Fakes.Folder, "TOOLS", StringComparison.Ordinal), "\"$1\": \"$1\""), "/BUNDLE");

    [GeneratedRegex("\"(program|host)\": \"[^\"]*\"")]
    private static partial Regex Recording();

    [GeneratedRegex(@"/[0-9]{8}T[0-9.]+Z-[0-9]+\.bundle\.json")]
    private static partial Regex BundleFile();

    internal static string Text(FakeRun run) => $"exit {run.Status}\n--- stdout\n{run.Output}--- stderr\n{run.Error}";

    /// <summary>A replay as a text to be compared: without the times, the host and the version of the recording.</summary>
    internal static string Masked(FakeSite site, FakeRun run) => string.Concat(VipWatchdog.Tests.Masked.Times(Text(run))
        .Replace(site.Folder, "SITE", StringComparison.Ordinal).Replace(site.Fakes.Folder, "TOOLS", StringComparison.Ordinal)
        .Split('\n').Select(line => line.Contains(": TIME, ", StringComparison.Ordinal) ? "BUNDLE: TIME, HOST, vip-watchdog VERSION\n" : $"{line}\n")).TrimEnd() + "\n";
}
