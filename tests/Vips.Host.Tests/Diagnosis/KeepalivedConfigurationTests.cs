using Vips.Doctor;
using Vips.Host.Diagnosis;
using Vips.Host.Tests.Machine;

namespace Vips.Host.Tests.Diagnosis;

/// <summary>keepalived.conf, as far as doctor asks.</summary>
public sealed class KeepalivedConfigurationTests : IDisposable
{
    private const string Servers =
        """
        global_defs {
            lvs_notify_fifo /run/keepalived.fifo   # alpha omega
        }
        virtual_server 192.0.2.1 80 {
            delay_loop 6
            alpha
            ! omega
            sorry_server 203.0.113.80 80
            real_server 10.1.0.11 80 {
                weight 1
                HTTP_GET { url { path "/a b}" } }
                omega
            }
        }
        virtual_server 2001:db8::1 443
        {
            omega
        }
        virtual_server fwmark 7 { alpha }
        virtual_server_group NONE { 192.0.2.9 80 }
        """;

    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Blocks_keywords_and_sorry_servers_are_read()
    {
        var text = KeepalivedConfigurationParser.Parse(Servers.Replace("{ alpha }", "{\n alpha\n}", StringComparison.Ordinal));

        Assert.True(text.IsWhole);
        Assert.Equal(["192.0.2.1 80 True False 203.0.113.80", "2001:db8::1 443 False True ", "fwmark 7 True False "], text.Services.Select(Words));
    }

    [Theory]
    [InlineData("virtual_server 192.0.2.1 80 {\n alpha\n", false)] // no end
    [InlineData("virtual_server 192.0.2.1 80 {\n $BODY\n}\n", false)]
    [InlineData("$VS=192.0.2.1\n", false)]
    [InlineData("@main virtual_server 192.0.2.1 80 {\n}\n", false)]
    [InlineData("virtual_server 192.0.2.1 80 {\n include body.conf\n}\n", false)]
    [InlineData("vrrp_instance A {\n authentication {\n auth_pass a$b\n }\n}\n", true)]
    [InlineData("", true)]
    public void What_only_keepalived_could_tell_is_not_whole(string text, bool isWhole) => Assert.Equal(isWhole, KeepalivedConfigurationParser.Parse(text).IsWhole);

    [Fact]
    public void Includes_are_followed()
    {
        _proc.File("etc/keepalived/keepalived.conf", "include conf.d/*.conf\ninclude none/*.conf\n")
            .File("etc/keepalived/conf.d/a.conf", "virtual_server 192.0.2.1 80 {\n alpha\n}\ninclude /etc/more\n")
            .File("etc/keepalived/conf.d/b.off", "virtual_server 192.0.2.2 80 {\n}\n")
            .File("etc/more", "virtual_server 192.0.2.3 80 {\n}\n");

        var read = new KeepalivedConfiguration(new(_proc.Path, _proc.Path)).Read();

        Assert.Equal(["192.0.2.1 80 True False ", "192.0.2.3 80 False False "], read.Value.Services.Select(Words));
        Assert.Equal(("/etc/keepalived/keepalived.conf", true), (read.Value.Path, read.Value.IsWhole));
    }

    [Theory]
    [InlineData("include keepalived.conf\n")]
    [InlineData("include */x.conf\n")]
    public void An_include_without_end_or_sense_is_not_whole(string text)
    {
        _proc.File("etc/keepalived/keepalived.conf", text);

        Assert.False(new KeepalivedConfiguration(new(_proc.Path, _proc.Path)).Read().Value.IsWhole);
    }

    [Theory]
    [InlineData("keepalived\0-f\0/etc/lb.conf\0")]
    [InlineData("keepalived\0-D\0--use-file=/etc/lb.conf\0")]
    [InlineData("keepalived\0-f/etc/lb.conf\0")]
    public void The_file_is_the_one_that_it_was_started_with(string arguments)
    {
        _proc.Process(20, "keepalived").File("20/cmdline", arguments).File("etc/lb.conf", "");

        Assert.Equal("/etc/lb.conf", new KeepalivedConfiguration(new(_proc.Path, _proc.Path)).Read().Value.Path);
    }

    [Fact]
    public void A_file_that_is_not_there_is_unknown() => Assert.Contains(
        "etc/keepalived/keepalived.conf: cannot open: No such file", $"{new KeepalivedConfiguration(new(_proc.Path, _proc.Path)).Read().Failure}", StringComparison.Ordinal);

    private static string Words(KeepalivedService service) => $"{service.Name} {service.IsAlpha} {service.IsOmega} {service.SorryServer}";
}
