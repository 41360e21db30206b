using Tools.Execution;
using Vips.Host.Posix;
using Vips.State;

namespace Vips.Host.State;

/// <summary>Everything that outlives a run (DESIGN section 8). Making one of these touches nothing.</summary>
public sealed class StateDirectory
{
    private readonly IStateFiles _files;

    /// <param name="path">Where it is, or was.</param>
    /// <param name="files">What its files are read from; the disk without.</param>
    public StateDirectory(string path, IStateFiles? files = null)
    {
        Path = path;
        _files = files ??= new DiskFiles();
        Watchdog = new(Of("watchdog.json"), files, new(), WatchdogStateReader.Read, WatchdogStateWriter.Write);
        Names = new(Of("names.json"), files, NamesJson.Empty, NamesJson.Read, NamesJson.Write);
        Journal = new(Of("journal.jsonl"));
        Freeze = new(Of("freeze.json"), files);
        Holds = new(Of("holds"), files);
        Withdrawn = new(Of("withdrawn"), files);
    }

    public string Path { get; }

    /// <summary>watchdog.json: observations, last changes.</summary>
    public StateFile<WatchdogState> Watchdog { get; }

    /// <summary>names.json: the last good resolutions, by name.</summary>
    public StateFile<IReadOnlyDictionary<string, StoredResolution>> Names { get; }

    /// <summary>journal.jsonl: a line a change.</summary>
    public Journal Journal { get; }

    /// <summary>freeze.json: while it is there the watchdog changes nothing but holds.</summary>
    public FreezeFile Freeze { get; }

    /// <summary>holds/: a file a held prefix.</summary>
    public HoldFiles Holds { get; }

    /// <summary>withdrawn/: the statement of each prefix that we withdrew.</summary>
    public KeptStatementFiles Withdrawn { get; }

    /// <summary>
    /// For a run that may change things, once, early: makes the folders when only the parent exists,
    /// refuses those that others can write to, removes what killed runs left (under the lock alone), and proves that a file can be written.
    /// </summary>
    /// <returns>Why the state cannot be written (74); null when it can.</returns>
    public Failure? Prepare(DateTimeOffset now, bool sweeps = true)
    {
        try
        {
            if ((StateFolder.Prepare(Path, followLink: true) ?? StateFolder.Prepare(Holds.Path)
                ?? StateFolder.Prepare(Withdrawn.Path)) is { } unfit)
            {
                return unfit;
            }

            foreach (var folder in sweeps ? (string[])[Path, Holds.Path, Withdrawn.Path] : [])
            {
                AtomicFile.Sweep(folder, now);
            }

            AtomicFile.Probe(Path);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(FailureKind.Unusable, Path, PlainText.Line(failure.Message));
        }
    }

    /// <summary>
    /// For a run that only reads: why what is in the folder must not be believed. Null also when there is no folder yet.
    /// </summary>
    public Failure? Judge() => _files.Judge(Path);

    /// <summary>Whether the journal holds an entry of this kind; of any without.</summary>
    internal bool HasEntry(Func<JournalEntry, bool>? wanted) => _files.HasEntry(Journal.Path, wanted);

    /// <summary>bundles/: the inputs of the runs that changed or refused something.</summary>
    public string Bundles => Of("bundles");

    private string Of(string name) => System.IO.Path.Combine(Path, name);
}
