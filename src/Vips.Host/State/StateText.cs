using System.Text.Json;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>How files of the state directory are read: never through a link, never from a FIFO, never without a bound.</summary>
internal static class StateText
{
    /// <summary>A field that stands twice is damage: which of the two was meant?</summary>
    internal static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>
    /// What reading a foreign or torn text throws; InvalidOperationException is JsonDocument's for names that are not UTF-8.
    /// </summary>
    internal static bool IsDamage(Exception failure) => failure is JsonException or FormatException or InvalidOperationException;

    /// <summary>The bytes, one more than <paramref name="limit"/> when there are more; null without a file.</summary>
    /// <exception cref="PosixException">There is a file, and it cannot be read.</exception>
    internal static byte[]? Read(string path, int limit)
    {
        try
        {
            using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking | OpenFlags.NoFollow);
            return file.Status().Kind == FileKind.Regular
                ? file.ReadUpTo(limit)
                : throw new PosixException(path, "not a regular file");
        }
        catch (PosixException failure) when (failure.Error == Errno.NoEntry)
        {
            return null;
        }
    }
}
