using System.Runtime.InteropServices;

namespace Vips.Host.Posix;

/// <summary>
/// Flags of open(2) on Linux. O_CLOEXEC is in all of ours: a tool that we start must not inherit the lock. The
/// values of O_DIRECTORY and O_NOFOLLOW differ between x86 and ARM (uapi/asm/fcntl.h of each).
/// </summary>
internal static class OpenFlags
{
    internal const int ReadOnly = CloseOnExec | NoTerminal;
    internal const int WriteOnly = 1 | ReadOnly;
    internal const int ReadWrite = 2 | ReadOnly;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int Append = 0x400;

    /// <summary>A FIFO or device that nobody serves must not hang us.</summary>
    internal const int NonBlocking = 0x800;

    private const int NoTerminal = 0x100;
    private const int CloseOnExec = 0x80000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    internal static int Directory => IsArm ? 0x4000 : 0x10000;

    internal static int NoFollow => IsArm ? 0x8000 : 0x20000;
}
