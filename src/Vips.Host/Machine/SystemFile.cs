using System.Text;
using Vips.Host.Posix;

namespace Vips.Host.Machine;

/// <summary>Small files of the system: /proc, /etc/passwd, pid files.</summary>
internal static class SystemFile
{
    /// <summary>A passwd of some thousand users; what is longer is none of those files.</summary>
    private const int Limit = 1 << 20;

    /// <exception cref="PosixException">It is missing or cannot be read.</exception>
    internal static string Read(string path)
    {
        using var file = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking);
        return Encoding.UTF8.GetString(file.ReadUpTo(Limit));
    }

    /// <summary>Null when it is missing or cannot be read.</summary>
    internal static string? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (PosixException)
        {
            return null;
        }
    }
}
