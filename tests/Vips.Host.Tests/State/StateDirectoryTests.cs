using Testing;
using Tools.Execution;
using Vips.Host.State;

namespace Vips.Host.Tests.State;

public sealed class StateDirectoryTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private StateDirectory State => new(_folder.Of("state"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_when_only_the_parent_exists()
    {
        Assert.Null(State.Prepare(Now));
        Assert.Null(State.Prepare(Now));

        Assert.Equal([State.Holds.Path, State.Withdrawn.Path], Directory.GetFileSystemEntries(State.Path).Order());
        Assert.All((string[])[State.Path, State.Holds.Path, State.Withdrawn.Path], path =>
            Assert.Equal(Shell.IsRoot ? "2770" : "700", Shell.Run("stat", "-c", "%a", path).Trim()));
    }

    [Fact]
    public void Without_its_parent_it_is_not_made()
    {
        var failure = new StateDirectory(_folder.Of("none/state")).Prepare(Now);

        Assert.Equal($"{_folder.Of("none/state")}: cannot make it, its parent must exist: No such file or directory", failure?.ToString());
    }

    [Fact]
    public void What_everybody_can_write_to_is_refused()
    {
        Assert.Null(State.Prepare(Now));
        Shell.Run("chmod", "o+w", State.Holds.Path);

        Assert.Equal("writable by everybody; chmod o-w", State.Prepare(Now)?.Words);
        Assert.Equal("writable by everybody; chmod o-w", State.Holds.Read().Failure?.Words);
    }

    [RootFact]
    public void What_a_strange_group_can_write_to_is_refused()
    {
        Assert.Null(State.Prepare(Now));
        Shell.Run("chgrp", "nogroup", State.Path);

        Assert.Matches("^writable by group [0-9]+, which is not viptools", State.Prepare(Now)?.Words);
        Assert.Matches("^writable by group [0-9]+, which is not viptools", State.Judge()?.Words);
        Shell.Run("chmod", "g-w", State.Path);
        Assert.Null(State.Prepare(Now));
    }

    [RootFact]
    public void A_strange_owner_is_refused()
    {
        Assert.Null(State.Prepare(Now));
        Shell.Run("chown", "nobody", State.Path);

        Assert.Matches("^owned by user [0-9]+, who is neither root", State.Prepare(Now)?.Words);
    }

    [Fact]
    public void A_link_in_place_of_a_folder_of_ours_is_not_followed()
    {
        Directory.CreateDirectory(_folder.Of("elsewhere"));
        Directory.CreateDirectory(State.Path);
        Shell.Run("chmod", "700", State.Path);
        Directory.CreateSymbolicLink(State.Holds.Path, _folder.Of("elsewhere"));

        Assert.NotNull(State.Prepare(Now));
        Assert.False(State.Holds.Read().IsKnown);
    }

    [Fact]
    public void The_state_directory_itself_may_be_a_link()
    {
        Directory.CreateDirectory(_folder.Of("disk"));
        Shell.Run("chmod", "700", _folder.Of("disk"));
        Directory.CreateSymbolicLink(State.Path, _folder.Of("disk"));

        Assert.Null(State.Prepare(Now));
    }

    [Fact]
    public void A_file_in_its_place_is_told()
    {
        _folder.Write("state", "");

        Assert.Equal("cannot open: Not a directory", State.Prepare(Now)?.Words);
    }

    [MountFact]
    public void A_full_disk_is_noticed_before_anything_needs_it()
    {
        using var disk = new Mount(_folder.Of("disk"));
        var state = new StateDirectory(_folder.Of("disk"));
        Assert.Null(state.Prepare(Now));
        disk.Fill();

        Assert.Contains("No space left on device", state.Prepare(Now)?.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Of("disk")), path => path.Contains(".tmp.", StringComparison.Ordinal));
    }

    [MountFact]
    public void A_disk_that_fills_up_later_loses_nothing_that_was_written()
    {
        using var disk = new Mount(_folder.Of("disk"));
        var state = new StateDirectory(_folder.Of("disk"));
        var hold = HoldFilesTests.Hold("192.0.2.1/32");
        Assert.Null(state.Prepare(Now));
        Assert.Null(state.Holds.Write([hold]));
        Assert.Null(state.Watchdog.Write(new() { Established = true }));
        Assert.Null(state.Journal.Append([JournalTests.Entry(1)]));
        disk.Fill();

        var many = Enumerable.Range(0, 500).Select(number => JournalTests.Entry(number)).ToList();
        foreach (var failure in (Failure?[])[
            state.Holds.Write([HoldFilesTests.Hold("192.0.2.2/32")]), state.Watchdog.Write(new()), state.Journal.Append(many)])
        {
            Assert.Contains("No space left on device", failure?.Words, StringComparison.Ordinal);
        }

        Assert.Equal([hold.Prefix], state.Holds.Read().Value.ByPrefix.Keys);
        Assert.True(state.Watchdog.Read().Value.Value.Established);
        Assert.NotEmpty(state.Journal.ReadNewest(10).Value);
    }

    [MountFact]
    public void A_read_only_disk_is_told_as_such()
    {
        using var disk = new Mount(_folder.Of("disk"));
        var state = new StateDirectory(_folder.Of("disk"));
        Assert.Null(state.Prepare(Now));
        disk.MakeReadOnly();

        var failure = state.Prepare(Now);
        Assert.Contains("Read-only file system", failure?.Words, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Unusable, failure?.Kind);
        Assert.True(state.Holds.Read().IsKnown);
    }

    [RootFact]
    [Trait("Coverage", "apart")]
    public void A_missing_right_is_told_apart_from_absence_and_damage()
    {
        Assert.Null(State.Prepare(Now));
        Assert.Null(State.Watchdog.Write(new()));
        Assert.Null(State.Holds.Write([HoldFilesTests.Hold("192.0.2.1/32")]));
        Shell.Run("chmod", "755", _folder.Path);

        foreach (var job in (string[])["prepare", "read-state", "read-holds"])
        {
            Assert.StartsWith("NotPermitted", Shell.RunChildAsNobody(job, State.Path), StringComparison.Ordinal);
        }

        Shell.Run("chmod", "755", State.Path, State.Holds.Path);
        Assert.StartsWith("NotPermitted", Shell.RunChildAsNobody("prepare", State.Path), StringComparison.Ordinal);
        Assert.Equal("holds 192.0.2.1/32 cannot open: Permission denied", Shell.RunChildAsNobody("read-holds", State.Path));
        Assert.StartsWith("NotPermitted", Shell.RunChildAsNobody("read-configuration", State.Watchdog.Path), StringComparison.Ordinal);
    }
}
