using Vips.State;

namespace Vips.Host.State;

/// <summary>What a run reads of the state directory: from the disk (<see cref="DiskFiles"/>), or from the record of an earlier run.</summary>
public interface IStateFiles
{
    /// <summary>The bytes, one more than <paramref name="limit"/> when there are more; null without a file. Throws PosixException when there is one that cannot be read.</summary>
    byte[]? Read(string path, int limit);

    /// <summary>The names in a folder of ours; none without a folder; unknown when it cannot be listed, or must not be believed.</summary>
    Tools.Execution.Reading<IReadOnlyList<string>> Names(string folder);

    /// <summary>When a file was changed last; the epoch when that cannot be told.</summary>
    DateTimeOffset Changed(string path);

    /// <summary>For a run that only reads: why what is in the state directory must not be believed; null when it may, and without one.</summary>
    Tools.Execution.Failure? Judge(string path);

    /// <summary>Whether a journal holds an entry; false also where it cannot be read.</summary>
    /// <param name="path">Of the journal.</param>
    /// <param name="wanted">Of which kind; null for any.</param>
    bool HasEntry(string path, Func<JournalEntry, bool>? wanted);
}
