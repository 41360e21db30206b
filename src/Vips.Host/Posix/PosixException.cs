using Tools.Execution;

namespace Vips.Host.Posix;

/// <summary>A call of libc that failed, on which path, with its error number. Caught at the edge of each job.</summary>
internal sealed class PosixException(string path, string action, int error)
    : Exception($"{path}: {action}: {Errno.Words(error)}")
{
    internal int Error { get; } = error;

    internal bool IsAbsence => Error is Errno.NoEntry or Errno.NotADirectory;

    internal Failure ToFailure() => new(
        Errno.IsOfPermission(Error) ? FailureKind.NotPermitted : FailureKind.Unusable, path, $"{action}: {Errno.Words(Error)}");
}
