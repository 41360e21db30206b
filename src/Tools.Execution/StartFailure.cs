using System.Runtime.InteropServices;

namespace Tools.Execution;

/// <summary>Tells apart why a program could not be started, by the error number of fork, pipe or exec.</summary>
internal static class StartFailure
{
    private const int ENOENT = 2;
    private const int EAGAIN = 11;
    private const int ENOMEM = 12;
    private const int EACCES = 13;
    private const int ENOTDIR = 20;
    private const int EISDIR = 21;
    private const int ENFILE = 23;
    private const int EMFILE = 24;

    public static ToolResult Result(ToolCommand command, int errno, TimeSpan duration)
    {
        if (errno == EACCES && Directory.Exists(command.Program)) // what execve(2) says of a folder
            errno = EISDIR;

        return new(command, Ending(errno, File.Exists(command.Program)), errno, [], [], duration)
        {
            StartError = Marshal.GetPInvokeErrorMessage(errno),
        };
    }

    /// <summary>ENOENT of a program that is there is about its interpreter or its loader (execve(2)).</summary>
    internal static ToolEnding Ending(int errno, bool exists) => errno switch
    {
        ENOENT when exists => ToolEnding.NotExecutable,
        ENOENT or ENOTDIR => ToolEnding.Missing,
        EAGAIN or ENOMEM or ENFILE or EMFILE => ToolEnding.NotStarted,
        _ => ToolEnding.NotExecutable,
    };
}
