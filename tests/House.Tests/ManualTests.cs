using System.CommandLine;
using System.Text.RegularExpressions;
using Vips;

namespace House.Tests;

/// <summary>The man pages tell every option and command that --help tells, and no other.</summary>
public sealed partial class ManualTests
{
    /// <summary>System.CommandLine's own, as Windows writes them; they work, and nobody looks for them.</summary>
    private static readonly string[] Untold = ["-?", "/?", "/h"];

    [Fact]
    public void Options_of_vip_mgmt() => Same(VipMgmt.CommandLine.Command().Options, Options(Section("vip-mgmt.8", "OPTIONS")));

    [Fact]
    public void Options_of_vip_watchdog() => Same(VipWatchdog.WatchdogOptions.Command(_ => 0).Options, Options(Section("vip-watchdog.8", "OPTIONS")));

    [Fact]
    public void Commands_of_vip_mgmt_and_their_options()
    {
        var told = CommandItem().Split(Section("vip-mgmt.8", "COMMANDS")).Skip(1).Chunk(2).ToDictionary(item => item[0], item => item[1]);
        var commands = VipMgmt.CommandLine.Command().Subcommands;

        Assert.Equal(commands.Select(command => command.Name).Order(), told.Keys.Order());
        Assert.All(commands, command => Same(command.Options, Options(told[command.Name])));
    }

    [Fact]
    public void Exit_statuses_of_vip_mgmt()
    {
        var told = StatusItem().Matches(Section("vip-mgmt.8", "EXIT STATUS")).Select(match => int.Parse(match.Groups[1].Value));

        Assert.Equal(Enum.GetValues<ExitStatus>().Select(status => (int)status), told);
    }

    /// <summary>A watchdog resolves no name and drains nothing.</summary>
    [Fact]
    public void Exit_statuses_of_vip_watchdog()
    {
        var told = StatusItem().Matches(Section("vip-watchdog.8", "EXIT STATUS")).Select(match => (ExitStatus)int.Parse(match.Groups[1].Value));

        Assert.Equal(Enum.GetValues<ExitStatus>().Except([ExitStatus.NoSuchName, ExitStatus.DrainLimit]), told);
    }

    private static void Same(IEnumerable<Option> options, IEnumerable<string> told) => Assert.Equal(
        options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Append(option.Name)).Except(Untold).Order(StringComparer.Ordinal),
        told.Order(StringComparer.Ordinal));

    /// <summary>`.It Fl d , Fl -delete Ar NAME ...` tells `-d` and `--delete`.</summary>
    private static IEnumerable<string> Options(string text) => text.Split('\n')
        .Where(line => line.StartsWith(".It Fl ", StringComparison.Ordinal))
        .SelectMany(line => OptionWord().Matches(line).Select(match => $"-{match.Groups[1].Value}"));

    private static string Section(string page, string title)
    {
        var text = HouseFiles.Read($"packaging/man/{page}");
        var start = text.IndexOf($"\n.Sh {title}\n", StringComparison.Ordinal) + 1;
        Assert.True(start > 0, $"{page} has no {title}");
        return text[start..text.IndexOf("\n.Sh ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"Fl (\S+)")]
    private static partial Regex OptionWord();

    [GeneratedRegex(@"^\.It Cm (\S+).*$", RegexOptions.Multiline)]
    private static partial Regex CommandItem();

    [GeneratedRegex(@"^\.It (\d+)$", RegexOptions.Multiline)]
    private static partial Regex StatusItem();
}
