using System.Text;
using Vips.Host.Locking;
using Vips.Host.Tests.Machine;

namespace Vips.Host.Tests.Locking;

public sealed class LockHolderTests : IDisposable
{
    private static readonly Moment Taken = new("221f9edd-4dbd-463f-aa48-f86a2e852e90", TimeSpan.FromSeconds(2267.05), new(2026, 11, 25, 7, 42, 6, TimeSpan.Zero));

    private static readonly LockHolder Holder = new(42, Taken, "vip-mgmt -d a.tld");

    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void The_file_is_plain_words() => Assert.Equal(
        """
        command vip-mgmt -d a.tld
        pid 42
        boot 221f9edd-4dbd-463f-aa48-f86a2e852e90
        uptime-ms 2267050
        time 2026-11-25T07:42:06Z

        """,
        Encoding.UTF8.GetString(Holder.Format()));

    [Fact]
    public void What_was_written_is_read() => Assert.Equal(Holder, LockHolder.Parse(Holder.Format()));

    [Fact]
    public void A_command_cannot_forge_lines()
    {
        var read = LockHolder.Parse((Holder with { Command = "vip-mgmt -d a\npid 1\u001b[2J" }).Format());

        Assert.Equal(Holder with { Command = "vip-mgmt -d a pid 1 [2J" }, read);
    }

    [Fact]
    public void Half_of_it_is_nothing()
    {
        var content = Holder.Format();
        for (var length = 0; length < content.Length; length++)
            Assert.Null(LockHolder.Parse(content.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("pid 42", "pid -42")]
    [InlineData("pid 42", "pid 99999999999")]
    [InlineData("pid 42", "pid x")]
    [InlineData("uptime-ms 2267050", "uptime-ms 9999999999999999")]
    [InlineData("command ", "Command ")]
    [InlineData("time 2026", "time then")]
    public void Other_words_are_nothing(string ours, string theirs) => Assert.Null(LockHolder.Parse(
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Holder.Format()).Replace(ours, theirs, StringComparison.Ordinal))));

    [Theory]
    [InlineData(100, 'S', true)]
    [InlineData(2267.05, 'S', true)]
    [InlineData(2267.06, 'S', false)] // its number was given to another process since
    [InlineData(100, 'Z', false)]
    public void It_lives_when_its_process_does(double started, char state, bool lives)
    {
        _proc.Process(42, "vip-mgmt", started, state: state);

        Assert.Equal(lives, Holder.IsAlive(_proc.Path, Taken));
    }

    [Fact]
    public void After_another_boot_it_does_not_live()
    {
        _proc.Process(42, "vip-mgmt");

        Assert.False(Holder.IsAlive(_proc.Path, Taken with { BootId = "other" }));
    }
}
