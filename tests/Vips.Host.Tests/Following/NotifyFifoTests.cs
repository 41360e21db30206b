using System.Text;
using Vips.Host.Following;

namespace Vips.Host.Tests.Following;

/// <summary>The reading end of keepalived's FIFO: nothing that keepalived or a stranger does to it ends the reading.</summary>
public sealed class NotifyFifoTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fifo-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "fifo");

    [Fact]
    public void It_is_made_where_it_is_missing_and_for_its_owner_alone()
    {
        using var fifo = Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.True(fifo.IsInPlace());
        Assert.Empty(Read(fifo));
    }

    [Fact]
    public void Lines_are_handed_on_whole_however_they_come()
    {
        using var fifo = Open();
        Write("VS one UP\nVS tw");
        Assert.Equal(["VS one UP"], Read(fifo));

        Write("o UP\n\nVS three UP\n");
        Assert.Equal(["VS two UP", "", "VS three UP"], Read(fifo));
    }

    [Fact]
    public void A_writer_that_ends_and_another_one_that_begins()
    {
        using var fifo = Open();
        foreach (var line in (string[])["VS one UP", "VS two UP"])
        {
            Write(line + "\n"); // opened and closed each time
            Assert.Equal([line], Read(fifo));
        }
    }

    [Fact]
    public void One_that_was_removed_and_made_anew_is_opened_anew()
    {
        using var fifo = Open();
        Write("VS lo");
        File.Delete(Path);
        Assert.False(fifo.IsInPlace());

        Assert.Null(fifo.OpenAnew());
        Write("VS one UP\n");
        Assert.True(fifo.IsInPlace());
        Assert.Equal(["VS one UP"], Read(fifo));
    }

    [Fact]
    public void A_line_without_end_is_handed_on_once_and_cut()
    {
        using var fifo = Open();
        for (var i = 0; i < 30; i++)
        {
            Write(new string('x', 4000));
            Assert.Equal(i == 1 ? [4096] : [], Read(fifo).Select(line => line.Length));
        }

        Write("\nVS one UP\n");
        Assert.Equal(["VS one UP"], Read(fifo));
    }

    [Fact]
    public void A_file_is_no_FIFO()
    {
        File.WriteAllText(Path, "text");

        Assert.Equal($"{Path}: is no FIFO", NotifyFifo.Open(Path).Failure?.ToString());
        Assert.Equal("text", File.ReadAllText(Path));
    }

    [Fact]
    public void A_link_is_no_FIFO()
    {
        File.CreateSymbolicLink(Path, "/dev/null");

        Assert.Equal($"{Path}: is no FIFO", NotifyFifo.Open(Path).Failure?.ToString());
    }

    [Fact]
    public void Without_its_folder_it_cannot_be_made()
    {
        var path = System.IO.Path.Combine(_folder.FullName, "no", "fifo");

        Assert.Equal($"{path}: cannot be made: No such file or directory", NotifyFifo.Open(path).Failure?.ToString());
    }

    [Fact]
    public void One_that_everybody_can_write_to_is_refused()
    {
        Open().Dispose();
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_110_110);

        Assert.Equal($"{Path}: everybody can write to it: chmod o-w", NotifyFifo.Open(Path).Failure?.ToString());
    }

    [Fact]
    public void The_sleep_ends_with_a_line_and_with_a_call()
    {
        using var fifo = Open();
        using var wakeUp = new WakeUp();
        wakeUp.Now();
        wakeUp.Sleep(fifo, TimeSpan.FromMinutes(1));

        using var writer = new Timer(_ => Write("VS one UP\n"), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        wakeUp.Sleep(fifo, TimeSpan.FromMinutes(1));
        Assert.Equal(["VS one UP"], Read(fifo));

        using var caller = new Timer(_ => wakeUp.Now(), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);
        wakeUp.Sleep(fifo, TimeSpan.FromMinutes(1));
        wakeUp.Sleep(fifo, TimeSpan.FromMilliseconds(1)); // and is over when its time is
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private NotifyFifo Open() => NotifyFifo.Open(Path).Value;

    private static List<string> Read(NotifyFifo fifo)
    {
        var lines = new List<string>();
        fifo.Read(line => lines.Add(Encoding.ASCII.GetString(line)));
        return lines;
    }

    private void Write(string text)
    {
        using var stream = new FileStream(Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }
}
