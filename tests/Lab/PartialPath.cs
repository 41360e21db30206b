namespace Lab;

/// <summary>A PATH with a link to every program of the ordinary one, of which some are hidden: a machine without their packages.</summary>
public sealed class PartialPath : IDisposable
{
    private const string Programs = "/usr/bin";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("viptools-path");

    public PartialPath()
    {
        foreach (var program in Directory.EnumerateFileSystemEntries(Programs))
            Show(Path.GetFileName(program));
    }

    /// <summary>The folder: what PATH is to begin with.</summary>
    public string Folder => _folder.FullName;

    public void Hide(string program) => File.Delete(Path.Combine(Folder, program));

    public void Show(string program) => File.CreateSymbolicLink(Path.Combine(Folder, program), Path.Combine(Programs, program));

    public void Dispose() => _folder.Delete(recursive: true);
}
