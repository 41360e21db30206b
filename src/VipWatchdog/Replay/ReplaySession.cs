using Tools.Execution;
using Vips;
using Vips.Host.Recording;
using Vips.Host.Settings;
using VipWatchdog.Reporting;

namespace VipWatchdog.Replay;

/// <summary>`--replay`: bundle after bundle; what is wrong with one is a line, and the others are replayed all the same.</summary>
internal static class ReplaySession
{
    internal static ExitStatus Run(WatchdogOptions options)
    {
        using var output = new LateOutput(Console.Out);
        var faults = new List<string>();
        var status = ExitStatus.Done;
        Configuration? other = null;
        if (options.Config is { } file)
        {
            var reading = ConfigurationFile.Read(file);
            (other, status) = (reading.Configuration, reading.Status);
            faults.AddRange(reading.Faults.Select(fault => fault.ToString()));
        }

        var report = options.Config is null ? new ReplayReport(output, options) : (IReplayReport)new WhatIfReport(output, options, other);
        foreach (var path in faults.Count == 0 ? Bundles(options.Replay, faults, ref status) : [])
        {
            var (bundle, fault, refused) = BundleFile.Read(path);
            var configuration = bundle is null ? null : ReplayRun.ConfigurationOf(bundle).Configuration;
            if (bundle is null || configuration is null)
            {
                faults.Add(fault ?? $"{PlainText.Line(path, 300)}: {PlainText.Line(ReplayRun.ConfigurationOf(bundle!).Fault!, 300)}");
                status = ExitStatuses.Combine(status, bundle is null ? refused : ExitStatus.Configuration);
                continue;
            }

            status = ExitStatuses.Combine(status, report.Add(path, bundle, configuration));
        }

        foreach (var fault in faults)
        {
            Console.Error.WriteLine(PlainText.Line($"{ProgramNames.Watchdog}: {fault}"));
        }

        report.Close(status, faults);
        return status;
    }

    /// <summary>Each file that is named, and the bundles of each folder, the oldest first.</summary>
    private static List<string> Bundles(IReadOnlyList<string> named, List<string> faults, ref ExitStatus status)
    {
        var bundles = new List<string>();
        foreach (var path in named)
        {
            if (!Directory.Exists(path))
            {
                bundles.Add(path);
                continue;
            }

            var (found, fault) = In(path);
            bundles.AddRange(found);
            if (fault is not null)
            {
                faults.Add($"{PlainText.Line(path, 300)}: {fault}");
                status = ExitStatuses.Combine(status, ExitStatus.Usage);
            }
        }

        return bundles;
    }

    private static (IReadOnlyList<string> Bundles, string? Fault) In(string folder)
    {
        try
        {
            var bundles = new BundleFolder(folder).Bundles();
            return (bundles, bundles.Count == 0 ? $"holds no bundle (*{BundleFolder.Ending})" : null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ([], PlainText.Line(failure.Message, 300));
        }
    }
}
