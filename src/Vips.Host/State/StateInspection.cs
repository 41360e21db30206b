using System.Runtime.InteropServices;
using Tools.Execution;
using Vips.Doctor;
using Vips.Host.Posix;

namespace Vips.Host.State;

/// <summary>The state directory looked at; nothing is made or probed in it.</summary>
internal static class StateInspection
{
    /// <summary>W_OK and X_OK of access(2): what making a file in a folder needs.</summary>
    private const int WriteAndSearch = 2 | 1;

    internal static StateSeen Of(StateDirectory state)
    {
        try
        {
            if (!FileStatus.Exists(state.Path))
            {
                return new(state.Path, IsThere: false, null, null, null);
            }
        }
        catch (PosixException failure)
        {
            return new(state.Path, IsThere: false, failure.ToFailure(), null, null);
        }

        return new(state.Path, IsThere: true, state.Judge(), Unwritable(state.Path), FreeBytes(state.Path));
    }

    private static Failure? Unwritable(string path)
    {
        if (LibC.Access(path, WriteAndSearch) == 0)
        {
            return null;
        }

        var error = Marshal.GetLastPInvokeError();
        return new(Errno.IsOfPermission(error) ? FailureKind.NotPermitted : FailureKind.Unusable, path, $"cannot be written: {Errno.Words(error)}");
    }

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
