using System.Globalization;
using System.Runtime.InteropServices;
using Tools.Execution;
using Vips.Host.Posix;
using Vips.Host.State;

namespace Vips.Host.Recording;

/// <summary>A folder of bundles: `20260102T030405.678Z-1234.bundle.json`, by time and process.</summary>
/// <param name="path">Absolute.</param>
public sealed class BundleFolder(string path)
{
    public const string Ending = ".bundle.json";

    /// <summary>What is larger is not replayed.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>0640: whoever may not read the state may not read what was read of it.</summary>
    private const uint Mode = 0b110_100_000;

    private const uint OwnFolder = 0b111_000_000;

    /// <summary>Keeps it whatever else lies there: the folder of `--record` is the operator's.</summary>
    /// <returns>Why not; null when it is on the disk.</returns>
    public Failure? Add(DateTimeOffset time, Bundle bundle)
    {
        try
        {
            if (LibC.MakeDirectory(path, OwnFolder) != 0 && Marshal.GetLastPInvokeError() is var error and not Errno.Exists)
            {
                throw new PosixException(path, "cannot make it", error);
            }

            Write(time, bundle);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }

    /// <summary>Keeps it in our own folder; the oldest go first.</summary>
    /// <param name="time">Of the run.</param>
    /// <param name="bundle">What is kept.</param>
    /// <param name="most">So many in all, 1 or more.</param>
    /// <param name="mostBytes">Of all together.</param>
    /// <returns>Why not; null when it is on the disk.</returns>
    public Failure? Keep(DateTimeOffset time, Bundle bundle, int most, long mostBytes)
    {
        var length = LengthOf(bundle);
        if (length > Math.Min(mostBytes, MostBytes))
        {
            return new(FailureKind.Unusable, path, $"a bundle of {length} bytes is larger than all may be together");
        }

        try
        {
            if (StateFolder.Prepare(path) is { } unfit)
            {
                return unfit;
            }

            AtomicFile.Sweep(path, time);
            MakeRoom(most - 1, mostBytes - length);
            Write(time, bundle);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(FailureKind.Unusable, path, PlainText.Line(failure.Message));
        }
    }

    /// <summary>The bundles of the folder, the oldest first.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public IReadOnlyList<string> Bundles()
    {
        var bundles = FolderEntries.Of(path).Where(entry => entry.EndsWith(Ending, StringComparison.Ordinal)).ToList();
        bundles.Sort(StringComparer.Ordinal);
        return bundles;
    }

    private void MakeRoom(int most, long mostBytes)
    {
        var bundles = Bundles().Where(IsOurs).ToList();
        var sizes = bundles.ConvertAll(bundle => FileStatus.Exists(bundle) ? FileStatus.Of(bundle).Size : 0);
        var left = sizes.Sum();
        for (var oldest = 0; oldest < bundles.Count && (bundles.Count - oldest > most || left > mostBytes); oldest++)
        {
            left -= sizes[oldest];
            LibC.Unlink(bundles[oldest]);
        }
    }

    /// <summary>What a person put there under a name of his own is his.</summary>
    private static bool IsOurs(string bundle) => Path.GetFileName(bundle) is { Length: > 20 } name && name[8] == 'T' && !name.AsSpan(0, 8).ContainsAnyExceptInRange('0', '9');

    /// <summary>In bytes: room is made before a bundle is written, and it may be longer than should be in memory.</summary>
    private static long LengthOf(Bundle bundle)
    {
        var length = 0L;
        Write(bundle, piece => length += piece.Length);
        return length;
    }

    private void Write(DateTimeOffset time, Bundle bundle)
    {
        var stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
        var name = $"{stamp}-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}{Ending}";
        AtomicFile.WriteWithoutFolder(Path.Combine(path, name), [], Mode, file => Write(bundle, file.Write));
    }

    private static void Write(Bundle bundle, PieceSink sink)
    {
        var pieces = new PieceWriter(sink);
        BundleWriter.Write(bundle, pieces);
        pieces.Finish();
    }
}
