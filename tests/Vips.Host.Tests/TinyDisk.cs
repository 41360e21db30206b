namespace Vips.Host.Tests;

/// <summary>A file system of 256 KiB that a test can fill. Only root can mount one; without it the test has no subject.</summary>
public sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TinyDisk()
    {
    }

    public string Path => _folder.Path;

    public static TinyDisk? TryMount()
    {
        if (!Shell.IsRoot)
        {
            return null;
        }

        var disk = new TinyDisk();
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "viptools-test", disk.Path);
        return disk;
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, "ballast"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    public void MakeReadOnly() => Shell.Run("mount", "-o", "remount,ro", Path);

    public void Dispose()
    {
        Shell.Run("umount", Path);
        _folder.Dispose();
    }
}
