using Testing;
using Vips.Host.Settings;
using Vips.Host.State;

namespace Vips.Host.Tests.Settings;

/// <summary>Whoever owns a link decides where it leads tomorrow: only root's and our own are followed (SECURITY.md).</summary>
public sealed class ForeignLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RootFact]
    public void A_configuration_behind_another_users_link_is_refused()
    {
        var path = _folder.Write("c", "");
        Link("link", path);
        Assert.NotNull(ConfigurationFile.Read(_folder.Of("link"), mustExist: true).Configuration);

        Give("link");

        var fault = Assert.Single(ConfigurationFile.Read(_folder.Of("link"), mustExist: true).Faults).ToString();
        Assert.StartsWith($"{_folder.Of("link")}: reached through the link {_folder.Of("link")} of user ", fault, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("folder/c", "folder", "real")]
    [InlineData("first/c", "second", "real")]
    [InlineData("first/../real/c", "second", "real")]
    public void So_is_one_behind_a_folder_of_another_user_or_a_chain(string path, string foreign, string target)
    {
        Directory.CreateDirectory(_folder.Of("real"));
        _folder.Write("real/c", "");
        Link(foreign, target);
        if (foreign == "second")
            Link("first", "./second/");
        Assert.NotNull(ConfigurationFile.Read(_folder.Of(path), mustExist: true).Configuration);

        Give(foreign);

        Assert.Contains($"link {_folder.Of(foreign)} of user", Assert.Single(ConfigurationFile.Read(_folder.Of(path), mustExist: true).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_of_links_ends()
    {
        Link("one", "two");
        Link("two", "one");

        Assert.Null(ConfigurationFile.Read(_folder.Of("one"), mustExist: true).Configuration);
    }

    [RootFact]
    public void A_hook_behind_another_users_link_is_not_run()
    {
        _folder.Write("hook", "#!/bin/sh\n");
        Link("link", _folder.Of("hook"));
        Assert.Null(TrustedFile.WhyNotToRun(_folder.Of("link")));

        Give("link");

        Assert.Contains("reached through the link", TrustedFile.WhyNotToRun(_folder.Of("link")), StringComparison.Ordinal);
    }

    [RootFact]
    public void A_state_directory_behind_another_users_link_is_not_used()
    {
        Directory.CreateDirectory(_folder.Of("disk"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Link("state", "disk");
        var state = new StateDirectory(_folder.Of("state"));
        Assert.Null(state.Prepare(DateTimeOffset.UtcNow));

        Give("state");

        Assert.Contains("reached through the link", state.Prepare(DateTimeOffset.UtcNow)?.Words, StringComparison.Ordinal);
        Assert.Contains("reached through the link", state.Judge()?.Words, StringComparison.Ordinal);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(_folder.Of(name), target);

    private void Give(string link) => Shell.Run("chown", "-h", "nobody", _folder.Of(link));
}
