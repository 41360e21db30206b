namespace Vips.Host.Settings;

/// <summary>What is another when a file has been written or replaced.</summary>
/// <param name="Inode">Editors that rename give another.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Written">To the second: a file is compared only when it has lain still for longer.</param>
public readonly record struct ConfigurationStamp(ulong Inode, long Size, DateTimeOffset Written);
