using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.Recording;

/// <summary>A bundle as it is handed to `--replay`: nothing in it is believed, and no device or FIFO is waited for.</summary>
public static class BundleFile
{
    /// <returns>The bundle, or one line that says what is wrong with it and the exit status of that.</returns>
    public static (Bundle? Bundle, string? Fault, ExitStatus Status) Read(string path)
    {
        try
        {
            using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
            if (file.Status().Kind != FileKind.Regular)
            {
                return Refused(path, "not a regular file", ExitStatus.Usage);
            }

            var bytes = file.ReadUpTo(BundleFolder.MostBytes);
            if (bytes.Length > BundleFolder.MostBytes)
            {
                return Refused(path, "larger than 64 MiB: no bundle", ExitStatus.Configuration);
            }

            var (bundle, fault) = BundleParser.Parse(bytes);
            return bundle is null ? Refused(path, $"no bundle that this version reads: {fault}", ExitStatus.Configuration) : (bundle, null, ExitStatus.Done);
        }
        catch (PosixException failure)
        {
            return Refused(path, failure.Words, Errno.IsOfPermission(failure.Error) ? ExitStatus.NotPermitted : ExitStatus.Usage);
        }
    }

    private static (Bundle?, string?, ExitStatus) Refused(string path, string words, ExitStatus status) =>
        (null, $"{PlainText.Line(path, 300)}: {PlainText.Line(words, 300)}", status);
}
