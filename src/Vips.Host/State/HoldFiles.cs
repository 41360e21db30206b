using Net.Prefixes;
using Tools.Execution;
using Vips.Holds;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>
/// holds/: a file a held prefix. A hold is never lost by damage: any file that is named after a prefix holds it, also an
/// empty, unreadable or foreign one, or a folder or link of that name (DESIGN section 8).
/// </summary>
public sealed class HoldFiles
{
    private const int Limit = 1024 * 1024;

    private readonly PrefixFolder _folder;

    private readonly IStateFiles _files;

    internal HoldFiles(string path, IStateFiles files)
    {
        _folder = new(path, files);
        _files = files;
    }

    public string Path => _folder.Path;

    /// <summary>All holds; none when there is no folder yet; unknown when it cannot be listed.</summary>
    public Reading<HoldSet> Read()
    {
        var listed = _folder.List();
        if (!listed.IsKnown)
        {
            return Reading<HoldSet>.Unknown(listed.Failure);
        }

        var holds = new Dictionary<Prefix, Hold>(listed.Value.Files.Count);
        foreach (var (prefix, name) in listed.Value.Files)
        {
            var hold = Read(prefix, name);
            holds[prefix] = holds.TryGetValue(prefix, out var other) ? Together(hold, other) : hold;
        }

        return Reading<HoldSet>.Known(new(holds, listed.Value.Strangers));
    }

    /// <returns>Why one could not be written; those before it are. Null when all are on the disk.</returns>
    public Failure? Write(IEnumerable<Hold> holds) =>
        _folder.Write([.. holds.Select(hold => new PrefixContent(hold.Prefix, HoldJson.Write(hold)))]);

    /// <returns>Why one could not be removed; null when none of the prefixes is held any more.</returns>
    public Failure? Remove(IReadOnlyCollection<Prefix> prefixes) => _folder.Remove(prefixes);

    private Hold Read(Prefix prefix, string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        try
        {
            // Not there any more: another run lifted it between the listing and now. The listing counts.
            return _files.Read(path, Limit) is { } bytes
                ? bytes.Length > Limit ? Damaged(prefix, path, "larger than 1 MiB") : HoldJson.Read(prefix, bytes)
                : Damaged(prefix, path, "gone while it was read");
        }
        catch (PosixException failure)
        {
            return Damaged(prefix, path, failure.ToFailure().Words);
        }
        catch (Exception damage) when (StateText.IsDamage(damage))
        {
            return Damaged(prefix, path, PlainText.Line(damage.Message, 200));
        }
    }

    private Hold Damaged(Prefix prefix, string path, string words) =>
        new(prefix, [new(Name: null, Who: "unknown", _files.Changed(path), $"damaged file {path}", Until: null)], words);

    /// <summary>Two spellings of one prefix: what either holds is held.</summary>
    private static Hold Together(Hold one, Hold other) => new(
        one.Prefix, [.. one.Claims, .. other.Claims], one.Damage ?? other.Damage ?? "two files of one prefix");
}
