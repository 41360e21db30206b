using System.IO.Enumeration;

namespace Vips.Host.State;

/// <summary>
/// What stands in a folder, of whatever kind. Not Directory's methods, which prepare patterns that nobody asked for, in
/// methods that are compiled at every start (docs/performance.md).
/// </summary>
internal static class FolderEntries
{
    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <returns>Paths.</returns>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    internal static IEnumerable<string> Of(string folder) =>
        new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), All);
}
