using Testing;

namespace VipWatchdog.Tests.Replaying;

/// <summary>Bundles of a site, and what a replay makes of them.</summary>
internal static class Recorded
{
    /// <summary>What the site's runs have kept of themselves, the oldest first.</summary>
    internal static string[] Bundles(FakeSite site) => Directory.Exists(Path.Combine(site.State, "bundles"))
        ? [.. Directory.GetFiles(Path.Combine(site.State, "bundles")).Order(StringComparer.Ordinal)]
        : [];

    internal static FakeRun Replay(params string[] arguments)
    {
        using var running = new FakeRunning("vip-watchdog", ["--replay", .. arguments]);
        return running.Finish();
    }

    internal static string Text(FakeRun run) => $"exit {run.Status}\n--- stdout\n{run.Output}--- stderr\n{run.Error}";

    /// <summary>A replay as a text to be compared: without the times, the host and the version of the recording.</summary>
    internal static string Masked(FakeSite site, FakeRun run) => string.Concat(VipWatchdog.Tests.Masked.Times(Text(run))
        .Replace(site.Folder, "SITE", StringComparison.Ordinal).Replace(site.Fakes.Folder, "TOOLS", StringComparison.Ordinal)
        .Split('\n').Select(line => line.Contains(": TIME, ", StringComparison.Ordinal) ? "BUNDLE: TIME, HOST, vip-watchdog VERSION\n" : $"{line}\n")).TrimEnd() + "\n";
}
