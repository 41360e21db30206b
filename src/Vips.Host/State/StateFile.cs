using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>What was found in a file of ours.</summary>
/// <param name="Value">Its content; empty when there is no file yet, or a damaged one.</param>
/// <param name="Exists">Whether there is a file.</param>
/// <param name="Damage">What is wrong with it, one line; null when nothing is.</param>
public sealed record Stored<T>(T Value, bool Exists, string? Damage);

/// <summary>
/// A JSON file of ours that may be lost at no greater harm than starting anew. Damaged, it is set aside for a person to
/// look at, never overwritten; so is a FIFO, a folder or a link of its name. Unreadable, it is unknown, and not empty.
/// </summary>
public sealed class StateFile<T>
{
    /// <summary>Thirty times what 1,000 VIPs need.</summary>
    private const int Limit = 16 * 1024 * 1024;

    private readonly IStateFiles _files;
    private readonly T _empty;
    private readonly Func<byte[], T> _read;
    private readonly Action<Utf8JsonWriter, T> _write;

    internal StateFile(string path, IStateFiles files, T empty, Func<byte[], T> read, Action<Utf8JsonWriter, T> write)
    {
        Path = path;
        _files = files;
        _empty = empty;
        _read = read;
        _write = write;
    }

    public string Path { get; }

    public Reading<Stored<T>> Read()
    {
        try
        {
            return Reading<Stored<T>>.Known(
                _files.Read(Path, Limit) is { } bytes ? Parse(bytes) : new(_empty, Exists: false, Damage: null));
        }
        catch (PosixException failure) when (failure.IsNoFile)
        {
            return Reading<Stored<T>>.Known(new(_empty, Exists: true, failure.ToFailure().Words));
        }
        catch (PosixException failure)
        {
            return Reading<Stored<T>>.Unknown(failure.ToFailure());
        }
    }

    /// <returns>Why it could not be written, and the old file stands; null when it is on the disk.</returns>
    public Failure? Write(T value)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            _write(json, value);
        }

        return PosixException.Attempt(() => AtomicFile.Write(Path, buffer.WrittenSpan));
    }

    /// <summary>Moves a damaged file to `NAME.damaged-20260102T030405Z`, with a number when that name is taken.</summary>
    public Failure? SetAside(DateTimeOffset now) => PosixException.Attempt(() =>
    {
        var aside = $"{Path}.damaged-{Stamp(now)}";
        for (var number = 2; FileStatus.Exists(aside); number++)
        {
            aside = $"{Path}.damaged-{Stamp(now)}-{number.ToString(CultureInfo.InvariantCulture)}";
        }

        if (LibC.Rename(Path, aside) != 0)
        {
            throw new PosixException(Path, "cannot set it aside", System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
        }
    });

    private Stored<T> Parse(byte[] bytes)
    {
        if (bytes.Length > Limit)
        {
            return new(_empty, Exists: true, "larger than 16 MiB");
        }

        try
        {
            return new(_read(bytes), Exists: true, Damage: null);
        }
        catch (Exception damage) when (StateText.IsDamage(damage))
        {
            return new(_empty, Exists: true, PlainText.Line(damage.Message, 200));
        }
    }

    /// <summary>Of `s` (sortable), since a custom format costs milliseconds at the first use (facts: dotnet.md).</summary>
    private static string Stamp(DateTimeOffset now) =>
        now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture).Replace("-", "", StringComparison.Ordinal)
            .Replace(":", "", StringComparison.Ordinal) + "Z";
}
