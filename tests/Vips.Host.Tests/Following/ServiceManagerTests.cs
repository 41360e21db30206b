using System.Net.Sockets;
using System.Text;
using Vips.Host.Following;

namespace Vips.Host.Tests.Following;

/// <summary>What systemd hears.</summary>
public sealed class ServiceManagerTests : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notify-");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_service_tells_of_its_life(bool isAbstract)
    {
        var name = isAbstract ? $"@{Path.GetFileName(_folder.FullName)}" : Path.Combine(_folder.FullName, "notify");
        _socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{name[1..]}" : name));
        var manager = new ServiceManager(name, TimeSpan.FromMinutes(2));

        manager.Ready("following\n/run/fifo");
        Assert.Equal("READY=1\nSTATUS=following /run/fifo", Next());
        manager.Alive();
        Assert.Equal("WATCHDOG=1", Next());
        manager.Status("2 runs");
        Assert.Equal("STATUS=2 runs", Next());
        manager.Stopping("told to end");
        Assert.Equal("STOPPING=1\nSTATUS=told to end", Next());
        Assert.Null(manager.Failure);
    }

    [Fact]
    public void Where_nobody_waits_for_a_sign_of_life_none_is_given()
    {
        var name = Path.Combine(_folder.FullName, "notify");
        _socket.Bind(new UnixDomainSocketEndPoint(name));
        var manager = new ServiceManager(name, patience: null);

        manager.Alive();
        manager.Status("2 runs");
        Assert.Equal("STATUS=2 runs", Next());
    }

    [Fact]
    public void One_that_is_gone_or_does_not_read_keeps_nobody_waiting()
    {
        var name = Path.Combine(_folder.FullName, "notify");
        var manager = new ServiceManager(name, TimeSpan.FromMinutes(2));
        manager.Alive();
        Assert.Equal($"{name}: cannot connect: No such file or directory", manager.Failure);

        _socket.Bind(new UnixDomainSocketEndPoint(name));
        for (var i = 0; i < 5000 && manager.Failure?.Contains("takes no message (Full)", StringComparison.Ordinal) != true; i++)
            manager.Alive();
        Assert.Equal($"{name}: the service manager takes no message (Full)", manager.Failure);
    }

    [Fact]
    public void Without_a_manager_nothing_is_sent()
    {
        var manager = new ServiceManager(null, TimeSpan.FromMinutes(2));
        manager.Ready("");
        manager.Alive();
        Assert.Equal((null, null), (manager.Failure, manager.Patience));
    }

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Next()
    {
        var buffer = new byte[4096];
        Assert.True(_socket.Poll(TimeSpan.FromSeconds(5), SelectMode.SelectRead), "nothing came");
        return Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
    }
}
