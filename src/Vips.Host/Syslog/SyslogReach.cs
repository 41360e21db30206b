using Tools.Execution;
using Vips.Host.Posix;
using Vips.Host.Settings;

namespace Vips.Host.Syslog;

/// <summary>Whether a daemon listens, without a word to it.</summary>
internal static class SyslogReach
{
    internal static Failure? Of(SyslogSettings settings)
    {
        try
        {
            using var socket = DatagramSocket.Connect(settings.Socket);
            return null;
        }
        catch (PosixException failure)
        {
            return failure.ToFailure();
        }
    }
}
