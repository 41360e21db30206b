using System.Runtime.InteropServices;

namespace Vips.Host.Posix;

/// <summary>The error numbers that are told apart here (asm-generic/errno-base.h and errno.h: those of x86 and ARM).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int NotADirectory = 20;
    internal const int IsADirectory = 21;
    internal const int NoSpace = 28;
    internal const int ReadOnlyFileSystem = 30;
    internal const int NotEmpty = 39;
    internal const int TooManyLinks = 40;

    /// <summary>As strerror says it: `No space left on device`.</summary>
    internal static string Words(int number) => Marshal.GetPInvokeErrorMessage(number);

    internal static bool IsOfPermission(int number) => number is NotPermitted or AccessDenied;
}
