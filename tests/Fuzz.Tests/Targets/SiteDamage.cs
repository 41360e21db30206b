using System.Text;
using Fuzz.Tests.Mutation;
using Tools.Execution;
using Vips.Host.Recording;
using Vips.Readings;

namespace Fuzz.Tests.Targets;

/// <summary>Damages one input of a recorded run: what a tool printed, how it ended, a file of the state, the baseline, a name in a folder.</summary>
internal sealed class SiteDamage(Chance chance)
{
    private static readonly IReadOnlyList<byte[]> Tables = Captures.Of("tests/Fixtures/ipvsadm/1.31/*.list");
    private static readonly byte[] Nominal = Captures.Of("tests/Fixtures/ipvsadm/1.31/keepalived-nominal.list")[0];
    private static readonly IReadOnlyList<byte[]> Configurations = Captures.Utf8(Captures.Vtysh("running").Select(capture => capture.Output));
    private static readonly IReadOnlyList<byte[]> Paths = Captures.Utf8(Captures.Vtysh("show").Select(capture => capture.Output));
    private static readonly IReadOnlyList<byte[]> States = BundleParts.Files("lib/viptools");
    private static readonly string[] Names = ["192.0.2.1_32", "192.0.2.2_32", "2001:db8::1_128", "2001:DB8::2_128", "203.0.113.7_32", "README", ".192.0.2.1_32.new", ""];

    public Bundle Of(Bundle bundle)
    {
        for (bundle = Copy(bundle); ;)
        {
            var pass = chance.Of(bundle.Passes);
            var kind = chance.Below(100);
            if (kind < 38)
                Tool(bundle, pass, IsTable, Tables);
            else if (kind < 66)
                Tool(bundle, pass, IsRunning, Configurations);
            else if (kind < 72)
                Tool(bundle, pass, result => !IsTable(result) && !IsRunning(result), Paths);
            else if (kind < 80)
                Startup(pass);
            else if (kind < 90)
                StateFile(pass);
            else if (kind < 94)
                Folder(pass);
            else if (kind < 96)
                AllServeAndNoneIsOriginated(bundle);
            else
                Circumstances(pass);
            if (!chance.OneIn(3))
                return bundle;
        }
    }

    public static bool IsTable(ToolResult result) => result.Command.Program.EndsWith("ipvsadm", StringComparison.Ordinal);

    public static bool IsRunning(ToolResult result) => result.Command.Arguments.Contains("show running-config");

    /// <summary>In every reading alike, or in one alone: a world that changes between two looks.</summary>
    private void Tool(Bundle bundle, RecordedPass pass, Func<ToolResult, bool> which, IReadOnlyList<byte[]> captures)
    {
        var everywhere = chance.OneIn(2);
        var readings = everywhere ? [.. bundle.Passes.SelectMany(one => one.Readings)] : new[] { chance.Of(pass.Readings) };
        byte[]? damaged = null;
        var how = chance.Below(12);
        foreach (var tools in readings.Select(reading => reading.Tools))
        {
            for (var i = 0; i < tools.Count; i++)
            {
                if (!which(tools[i]))
                    continue;
                var before = chance.OneIn(8) && damaged is null ? chance.Of(captures) : tools[i].StandardOutput;
                damaged ??= Mutator.Next(before, [.. captures, tools[i].StandardOutput], chance);
                tools[i] = how switch
                {
                    0 => tools[i] with { Status = 1 },
                    1 => tools[i] with { Ending = ToolEnding.TimedOut },
                    2 => tools[i] with { StandardError = damaged },
                    3 => tools[i] with { StandardOutput = [] },
                    _ => tools[i] with { StandardOutput = damaged },
                };
            }
        }
    }

    /// <summary>What Quagga's boot defect looks like, which no scenario of the lab recorded.</summary>
    private static void AllServeAndNoneIsOriginated(Bundle bundle)
    {
        foreach (var tools in bundle.Passes.SelectMany(pass => pass.Readings).Select(reading => reading.Tools))
        {
            for (var i = 0; i < tools.Count; i++)
            {
                tools[i] = IsTable(tools[i]) ? tools[i] with { StandardOutput = Nominal }
                    : IsRunning(tools[i]) ? tools[i]
                    : tools[i] with { StandardOutput = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(tools[i].StandardOutput).Replace("\"valid\":true", "\"valid\":false", StringComparison.Ordinal)) };
            }
        }
    }

    private void Startup(RecordedPass pass)
    {
        var at = chance.Below(pass.Startup.Count);
        if (pass.Startup[at].Text is { } text)
            pass.Startup[at] = new(pass.Startup[at].Path, Encoding.UTF8.GetString(Mutator.Next(Encoding.UTF8.GetBytes(text), Configurations, chance)));
    }

    private void StateFile(RecordedPass pass)
    {
        var at = chance.Below(pass.Files.Count);
        var before = pass.Files[at].Bytes ?? (chance.OneIn(8) ? [] : null);
        if (before is not null)
            pass.Files[at] = pass.Files[at] with { Bytes = Mutator.Next(before, States, chance) };
    }

    private void Folder(RecordedPass pass)
    {
        var at = chance.Below(pass.Folders.Count);
        var folder = pass.Folders[at];
        if (!folder.Names.IsKnown)
            return;
        List<string> names = [.. folder.Names.Value, chance.Of(Names)];
        pass.Folders[at] = folder with { Names = Reading<IReadOnlyList<string>>.Known([.. names.Skip(chance.Below(2)).Where(name => name.Length > 0)]) };
        pass.Files.Add(new($"{folder.Path}/{names[^1]}") { Bytes = chance.Below(4) switch { 0 => [], 1 => chance.Of(States), _ => Draining(names[^1]) } });
    }

    private static byte[] Draining(string name) => Encoding.UTF8.GetBytes(
        $$"""{"prefix":"{{name.Replace('_', '/')}}","claims":[{"name":"service.tld","who":"alice","when":"2026-01-02T03:04:05+00:00","draining":true}]}""");

    private void Circumstances(RecordedPass pass)
    {
        var reading = chance.Of(pass.Readings);
        switch (chance.Below(4))
        {
            case 0:
                reading.Keepalived = new KeepalivedState.NotRunning("no process of that name");
                break;
            case 1:
                reading.Keepalived = new KeepalivedState.Running(TimeSpan.FromSeconds(chance.Below(100)));
                break;
            case 2:
                reading.Now = reading.Now with { SinceBoot = TimeSpan.FromSeconds(chance.Below(1000)), Wall = reading.Now.Wall.AddDays(chance.Below(4000) - 2000) };
                break;
            default:
                pass.Unfit = new(FailureKind.Unusable, "/var/lib/viptools", "others can write to it");
                break;
        }
    }

    private static Bundle Copy(Bundle bundle) => bundle with { Passes = [.. bundle.Passes.Select(Copy)] };

    private static RecordedPass Copy(RecordedPass pass)
    {
        var copy = new RecordedPass { Unfit = pass.Unfit, RanBefore = pass.RanBefore, Decided = pass.Decided, Status = pass.Status };
        copy.Files.AddRange(pass.Files);
        copy.Folders.AddRange(pass.Folders);
        copy.Startup.AddRange(pass.Startup);
        foreach (var reading in pass.Readings)
        {
            var again = new RecordedReading { Now = reading.Now, Keepalived = reading.Keepalived, WitnessUnfit = reading.WitnessUnfit };
            again.Tools.AddRange(reading.Tools);
            copy.Readings.Add(again);
        }

        return copy;
    }
}
