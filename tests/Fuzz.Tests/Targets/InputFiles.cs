using Tools.Execution;
using Vips.Host.State;
using Vips.State;

namespace Fuzz.Tests.Targets;

/// <summary>A state directory in which every file holds the input, and every folder these names.</summary>
internal sealed class InputFiles(byte[] input, params IReadOnlyList<string> names) : IStateFiles
{
    public byte[]? Read(string path, int limit) => input.Length > limit + 1 ? input[..(limit + 1)] : input;

    public Reading<IReadOnlyList<string>> Names(string folder) => Reading<IReadOnlyList<string>>.Known(names);

    public DateTimeOffset Changed(string path) => DateTimeOffset.UnixEpoch;

    public Failure? Judge(string path) => null;

    public bool HasEntry(string path, Func<JournalEntry, bool>? wanted) => false;
}
