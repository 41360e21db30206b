using Bgp.Vtysh;
using Net.Prefixes;
using Tools.Execution;
using Vips.Host.Director;
using Vips.Host.Posix;
using Vips.Host.State;
using Vips.Readings;
using Vips.State;

namespace Vips.Host.Recording;

/// <summary>
/// A recorded run in the place of the machine: each question gets the answer of the same pass and reading. Where more is
/// asked than was then, because other thresholds want a second pass, the last pass or reading answers again.
/// </summary>
public sealed class ReplayedRun(Bundle bundle) : IDirectorSource, IStateFiles, IToolRunner
{
    private const string NotThere = "is not in this bundle";

    private int _pass = -1;
    private int _reading = -1;

    /// <summary>What was asked for and not recorded, the first of it; null when all was there.</summary>
    public string? Lacks { get; private set; }

    private RecordedPass Pass => bundle.Passes[Math.Clamp(_pass, 0, bundle.Passes.Count - 1)];

    private RecordedReading Reading => Pass.Readings[Math.Clamp(_reading, 0, Pass.Readings.Count - 1)];

    public void NextPass()
    {
        _pass++;
        _reading = -1;
    }

    public void NextReading() => _reading++;

    public Moment Now() => Reading.Now;

    public KeepalivedState Keepalived(Moment now) => Reading.Keepalived;

    public StartupText Startup(string path) =>
        Pass.Startup.Find(text => text.Path == path) ?? new(path, null, Failure: new(FailureKind.Unusable, Lacking(path), NotThere));

    public string? WhyNotToRun(string program) => Reading.WitnessUnfit;

    /// <summary>The prefixes that bgpd's table was asked for in this reading.</summary>
    public IEnumerable<Prefix> AskedFor() => Reading.Tools.SelectMany(result => VtyshCommands.AskedFor(result.Command.Arguments));

    public ToolResult Run(ToolCommand command)
    {
        foreach (var result in Reading.Tools)
        {
            if (result.Command.Program == command.Program && result.Command.Arguments.SequenceEqual(command.Arguments, StringComparer.Ordinal))
            {
                return result;
            }
        }

        Lacking($"{command.Program} {string.Join(' ', command.Arguments)}");
        return new(command, ToolEnding.NotStarted, 0, [], [], TimeSpan.Zero) { StartError = $"its answer {NotThere}" };
    }

    public byte[]? Read(string path, int limit)
    {
        if (Pass.Files.Find(file => file.Path == path) is not { } found)
        {
            throw new PosixException(Lacking(path), NotThere);
        }

        return found.Words is { } words ? throw PosixException.Of(path, words, found.Error)
            : found.Bytes is { } bytes && bytes.Length > limit + 1 ? bytes[..(limit + 1)]
            : found.Bytes;
    }

    public Reading<IReadOnlyList<string>> Names(string folder) => Pass.Folders.Find(one => one.Path == folder)?.Names
        ?? Reading<IReadOnlyList<string>>.Unknown(new(FailureKind.Unusable, Lacking(folder), NotThere));

    public DateTimeOffset Changed(string path) => Pass.Files.Find(file => file.Path == path)?.Changed ?? DateTimeOffset.UnixEpoch;

    public Failure? Judge(string path) => Pass.Unfit;

    public bool HasEntry(string path, Func<JournalEntry, bool>? wanted) => Pass.RanBefore ?? false;

    private string Lacking(string what)
    {
        Lacks ??= what;
        return what;
    }
}
