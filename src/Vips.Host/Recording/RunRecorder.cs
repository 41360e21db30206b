using Bgp.Vtysh;
using Tools.Execution;
using Vips.Host.Machine;
using Vips.Host.Reporting;
using Vips.Host.Settings;
using Vips.Readings;
using Vips.Watchdog;

namespace Vips.Host.Recording;

/// <summary>
/// Remembers what a run reads, as it reads it. It keeps references alone, so that a run of which nothing is kept pays
/// nothing for it; tools that answer outside a reading (waiting for bgpd, batches, reading back) are no inputs.
/// </summary>
public sealed class RunRecorder
{
    private readonly Lock _lock = new();
    private readonly List<RecordedPass> _passes = [];
    private readonly List<IReadOnlyList<Decision>> _decisions = [];
    private RecordedReading? _reading;

    /// <summary>Whether anything was read at all.</summary>
    public bool IsEmpty => _decisions.Count == 0;

    /// <summary>The run changed or refused something.</summary>
    public bool IsNoteworthy { get; private set; }

    private RecordedPass Pass => _passes[^1];

    public void NextPass()
    {
        _reading = null;
        _passes.Add(new());
    }

    public void NextReading()
    {
        var reading = new RecordedReading();
        Pass.Readings.Add(reading);
        _reading = reading;
    }

    public void Unfit(Failure? unfit) => Pass.Unfit = unfit;

    public void RanBefore(bool ran) => Pass.RanBefore = ran;

    public void File(RecordedFile file) => Pass.Files.Add(file);

    public void Changed(string path, DateTimeOffset changed)
    {
        foreach (var file in Pass.Files)
        {
            if (file.Path == path)
            {
                file.Changed = changed;
            }
        }
    }

    public void Folder(RecordedFolder folder) => Pass.Folders.Add(folder);

    public void Startup(StartupText text) => Pass.Startup.Add(text);

    public void Now(Moment now)
    {
        if (_reading is { } reading)
        {
            reading.Now = now;
        }
    }

    public void Keepalived(KeepalivedState state)
    {
        if (_reading is { } reading)
        {
            reading.Keepalived = state;
        }
    }

    public void WitnessUnfit(string? why)
    {
        if (_reading is { } reading)
        {
            reading.WitnessUnfit = why;
        }
    }

    /// <summary>In the thread that ran it.</summary>
    public void Tool(ToolResult result)
    {
        lock (_lock)
        {
            _reading?.Tools.Add(result);
        }
    }

    /// <summary>The pass has decided; what tools say from now on is no input.</summary>
    public void Decided(IReadOnlyList<Decision> decisions, ExitStatus status, bool isNoteworthy)
    {
        _reading = null;
        Pass.Status = status;
        _decisions.Add(decisions);
        IsNoteworthy |= isNoteworthy;
    }

    /// <summary>What the run read and decided.</summary>
    /// <param name="configuration">That it obeyed.</param>
    /// <param name="program">Its version.</param>
    public Bundle ToBundle(Configuration configuration, string program)
    {
        for (var pass = 0; pass < _decisions.Count; pass++)
        {
            _passes[pass].Decided = [.. _decisions[pass].Select(Of)];
        }

        return new(program, HostName.Read(), ConfigurationText.Write(configuration), _passes);
    }

    /// <summary>As a bundle keeps it.</summary>
    public static RecordedDecision Of(Decision decision) => new(
        decision.Vip.Prefix, JsonWords.Kebab(decision.Rule.ToString()), JsonWords.Kebab(decision.Action.ToString()), decision.Why);
}
