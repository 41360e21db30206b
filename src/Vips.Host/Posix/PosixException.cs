using Tools.Execution;

namespace Vips.Host.Posix;

/// <summary>A call of libc that failed, on which path, with its error number. Caught at the edge of each job.</summary>
internal sealed class PosixException : Exception
{
    private readonly string _path;
    private readonly string _words;

    internal PosixException(string path, string action, int error)
        : this(path, $"{action}: {Errno.Words(error)}") => Error = error;

    /// <summary>A judgement of ours, such as "not a regular file".</summary>
    internal PosixException(string path, string words)
        : base($"{path}: {words}")
    {
        _path = path;
        _words = words;
    }

    /// <summary>0 for a judgement of ours.</summary>
    internal int Error { get; private init; }

    /// <summary>What failed and why, without the path.</summary>
    internal string Words => _words;

    /// <summary>The failure of an earlier run, whose number and words were kept.</summary>
    internal static PosixException Of(string path, string words, int error) => new(path, words) { Error = error };

    /// <summary>The same of another path: the name of a temporary file tells nobody anything, and is new at each run.</summary>
    internal PosixException At(string path) => new(path, _words) { Error = Error };

    /// <summary>Something else than a file has its name: a link, or what we judged to be no regular file.</summary>
    internal bool IsNoFile => Error is 0 or Errno.TooManyLinks;

    internal bool IsAbsence => Error is Errno.NoEntry or Errno.NotADirectory;

    internal Failure ToFailure() => new(
        Errno.IsOfPermission(Error) ? FailureKind.NotPermitted : FailureKind.Unusable, _path, _words);

    /// <returns>What kept <paramref name="action"/> from being done; null when it was.</returns>
    internal static Failure? Attempt(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }
}
