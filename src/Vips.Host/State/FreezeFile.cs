using System.Buffers;
using System.Text.Json;
using Tools.Execution;
using Vips.Holds;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>
/// freeze.json: `who`, `when`, `reason`, `until`. Like a hold it is never lost by damage: a file of that name that cannot be
/// read is a freeze without end, until `vip-mgmt thaw` removes it.
/// </summary>
public sealed class FreezeFile
{
    private const int Limit = 64 * 1024;

    private readonly IStateFiles _files;

    internal FreezeFile(string path, IStateFiles files)
    {
        Path = path;
        _files = files;
    }

    public string Path { get; }

    /// <summary>Null when there is none.</summary>
    public Freeze? Read()
    {
        try
        {
            return _files.Read(Path, Limit) is { } bytes ? Parse(bytes) : null;
        }
        catch (PosixException failure)
        {
            return Damaged(failure.ToFailure().Words);
        }
    }

    /// <returns>Why it could not be written; null when it is on the disk.</returns>
    public Failure? Write(Freeze freeze)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, HoldJson.ForPeople))
        {
            json.WriteStartObject();
            json.WriteString("who", freeze.Who);
            json.WriteString("when", freeze.When);
            if (freeze.Reason is { } reason)
            {
                json.WriteString("reason", reason);
            }

            if (freeze.Until is { } until)
            {
                json.WriteString("until", until);
            }

            json.WriteEndObject();
        }

        return PosixException.Attempt(() => AtomicFile.Write(Path, [.. buffer.WrittenSpan, (byte)'\n']));
    }

    /// <returns>Why it could not be removed; null when there is none any more.</returns>
    public Failure? Remove() => PosixException.Attempt(() =>
    {
        if (LibC.Unlink(Path) != 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() is var error && error != Errno.NoEntry)
        {
            throw new PosixException(Path, "cannot remove", error);
        }

        AtomicFile.FlushFolder(System.IO.Path.GetDirectoryName(Path)!);
    });

    private static Freeze Parse(byte[] bytes)
    {
        if (bytes.Length > Limit)
        {
            return Damaged("larger than 64 KiB");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, StateText.Options);
            var root = document.RootElement;
            return new(root.Text("who"), root.Time("when"), root.OptionalText("reason"), root.OptionalTime("until"));
        }
        catch (Exception damage) when (StateText.IsDamage(damage))
        {
            return Damaged(PlainText.Line(damage.Message, 200));
        }
    }

    private static Freeze Damaged(string words) => new("unknown", DateTimeOffset.UnixEpoch, Reason: null, Until: null, words);
}
