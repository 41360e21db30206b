using Vips.Host.Machine;

namespace Vips.Host.Tests.Machine;

public sealed class PersonTests : IDisposable
{
    private const string NoLogin = "4294967295";

    private readonly FakeProc _proc = new();

    public PersonTests() =>
        _proc.File("passwd", "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\ne\u001bvil:x:1001:1001::/:/bin/sh\nbroken\n");

    public void Dispose() => _proc.Dispose();

    [Theory]
    [InlineData("1000", 0, null, "alice")]
    [InlineData("1000", 0, "mallory", "alice")]
    [InlineData("0", 0, null, "root")]
    [InlineData("1234", 0, null, "uid 1234")]
    [InlineData("1001", 0, null, "e vil")]
    [InlineData(NoLogin, 0, null, "root")]
    [InlineData(NoLogin, 0, "", "root")]
    [InlineData(NoLogin, 0, "alice", "root (sudo by alice)")]
    [InlineData(NoLogin, 0, "a\nb\u202ec", "root (sudo by a b c)")]
    [InlineData(NoLogin, 1000, null, "alice")]
    [InlineData(NoLogin, 1234, null, "uid 1234")]
    [InlineData("", 1000, null, "alice")]
    [InlineData("x", 1000, null, "alice")]
    public void The_login_user_or_else_the_effective_one_with_sudo_beside_it(string login, int effective, string? sudo, string name)
    {
        _proc.File("self/loginuid", login).File("self/status", $"Name:\tvip-mgmt\nUid:\t77\t{effective}\t77\t77\nGid:\t0\t0\t0\t0\n");

        Assert.Equal(name, Person.Name(sudo, _proc.Path, _proc.Of("passwd")));
    }

    [Fact]
    public void A_kernel_without_audit_has_no_login()
    {
        _proc.File("self/status", "Uid:\t0\t0\t0\t0\n");

        Assert.Equal("root", Person.Name(null, _proc.Path, _proc.Of("passwd")));
    }

    [Fact]
    public void A_long_name_is_cut() =>
        Assert.True(Person.Name(new string('a', 5000), _proc.Path, _proc.Of("passwd")).Length < 200);

    [Fact]
    public void Without_any_file_it_is_still_said() => Assert.Equal("unknown user", Person.Name(null, _proc.Of("none"), _proc.Of("none")));

    [Fact]
    public void The_real_one_agrees_with_id()
    {
        if (File.ReadAllText("/proc/self/loginuid").Trim() == NoLogin)
            Assert.Equal(Shell.Run("id", "-un").Trim(), Person.Name(null));
        else
            Assert.NotEqual("unknown user", Person.Name(null));
    }
}
