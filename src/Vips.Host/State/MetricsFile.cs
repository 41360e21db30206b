using System.Text;
using Tools.Execution;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>
/// The file that node_exporter's textfile collector reads: whole at every moment, readable by all (the exporter runs as a
/// user of its own), and never half written under a name that the collector takes (`*.prom`).
/// </summary>
public static class MetricsFile
{
    private const uint Mode = 0b110_100_100;

    /// <param name="path">Absolute.</param>
    /// <param name="text">The whole file.</param>
    /// <param name="now">What killed runs left is removed when it is old.</param>
    /// <returns>Why it is not written; null when it is.</returns>
    public static Failure? Write(string path, string text, DateTimeOffset now)
    {
        try
        {
            AtomicFile.Sweep(Path.GetDirectoryName(path)!, now, Path.GetFileName(path));
            AtomicFile.WriteWithoutFolder(path, Encoding.UTF8.GetBytes(text), Mode);
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
}
