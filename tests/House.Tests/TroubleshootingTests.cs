using System.Text.RegularExpressions;
using Vips;

namespace House.Tests;

/// <summary>
/// docs/troubleshooting.md tells every message of the programs, and no other, and a remedy for each exit status. The messages are
/// collected from the compiled programs: every text of three words or more that they hold, by the type that holds it.
/// </summary>
public sealed partial class TroubleshootingTests
{
    /// <summary>
    /// Texts by the place they come from, and the words of docs/troubleshooting.md that tell of all of them at once;
    /// null: no message of a fault (help, what was asked for, what was done as asked, the remedy itself).
    /// </summary>
    private static readonly (Regex Types, string? Row)[] Families =
    [
        (new(@"^Vips\.Doctor\."), "What `vip-mgmt doctor` finds has its remedy in its own output"),
        (new(@"^Vips\.Host\.Diagnosis\."), "What `vip-mgmt doctor` finds has its remedy in its own output"),
        (new(@"^Vips\.Host\.Settings\."), "a line that begins with file:line:column"),
        (new(@"^VipMgmt\.(Render|Import)\."), "a line that begins with file:line:column"),
        (new(@"^(VipMgmt\.(CommandLine|CommonOptions|DurationText|.*(Options|Command|SinceWhen))|VipWatchdog\.WatchdogOptions)$"), "`(see vip-mgmt --help)`"),
        (new(@"^Bgp\.Vtysh\.(BatchResultParser|BgpPathsParser|ConfigurationLines|ConfigurationReader|ImportCheckParser|NetworkLine|PathMarks|PathsJson|PathsText|ProofOfLife)$"), "a line of vtysh, ipvsadm or the start-up configuration"),
        (new(@"^Ipvs\.Ipvsadm\.(?!IpvsadmFailure)"), "a line of vtysh, ipvsadm or the start-up configuration"),
        (new(@"^Dns\.Dig\.Model\.|^Net\.Prefixes\."), "is neither a name nor an address"),
        (new(@"^Vips\.Host\.State\.(\w*Json\w*|\w+Reader|\w+Text|MomentTable|StoredResolution)$"), "`field …` of a file"),
        // bgpd's own words, and what only a bug of ours can bring about
        (new(@"^Bgp\.Vtysh\.(Batch|VtyshCommands)$"), null),
        // reports that were asked for
        (new(@"^VipMgmt\.(Explain|Doctor|Status|History)\."), null),
        (new(@"^VipMgmt\.Maintenance\.MaintenanceDocument$|^Vips\.Host\.Reporting\.(Metrics\.|InputsText|PlanText)"), null),
    ];

    private static readonly string Page = HouseFiles.Read("docs/troubleshooting.md");

    private static readonly List<HouseType> Types = [.. HouseFiles.Sources.Select(HouseAssembly.Read).SelectMany(assembly => assembly.Types)];

    [Fact]
    public void Every_message_is_one_of_the_programs()
    {
        var texts = string.Concat(Types.SelectMany(type => type.Strings).Select(text => $"{text}\n"));
        Assert.True(Messages().Count > 200, $"only {Messages().Count} messages");

        Offenders.None(Messages().SelectMany(Parts).Where(part => part.Length > 8 && !texts.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_message_of_the_programs_is_told()
    {
        var told = string.Concat(Messages().SelectMany(Parts).Select(part => $"{part}\n"));
        var texts = Types
            .SelectMany(type => type.Strings.Select(text => (type.Name, Text: Trimmed(text)))).Where(text => Sentence().IsMatch(text.Text)).Distinct().ToList();
        Assert.True(texts.Count > 300, $"only {texts.Count} texts");

        Offenders.None(texts.Where(text => !Array.Exists(Families, family => family.Types.IsMatch(text.Name)) && !told.Contains(text.Text, StringComparison.Ordinal))
            .Select(text => $"docs/troubleshooting.md does not tell: {text.Text} ({text.Name})"));
    }

    /// <summary>A place that is no more, or a row that was taken out, must not excuse anything.</summary>
    [Fact]
    public void Every_family_is_there_and_told()
    {
        Offenders.None(Families.Where(family => !Types.Exists(type => family.Types.IsMatch(type.Name))).Select(family => $"no type is {family.Types}"));
        Offenders.None(Families.Where(family => family.Row is not null && !Page.Contains(family.Row, StringComparison.Ordinal)).Select(family => $"not told: {family.Row}"));
    }

    [Fact]
    public void Every_exit_status_has_its_row() => Assert.Equal(
        Enum.GetValues<ExitStatus>().Select(status => $"{(int)status}"),
        Rows("## Exit statuses").Select(row => row.Split('|')[1].Trim()).Where(text => int.TryParse(text, out _)));

    /// <summary>The code spans of the first column.</summary>
    private static List<string> Messages() => [.. Rows("## Messages").SelectMany(row => Span().Matches(row.Split(" | ")[0]).Select(match => match.Groups[1].Value + match.Groups[2].Value))];

    /// <summary>What stands between two places that differ.</summary>
    private static IEnumerable<string> Parts(string message) => message.Split('…', '>').Select(Trimmed);

    private static string Trimmed(string text) => text.Trim(' ', '(', ')', ':', ',', ';', '\'', '.', '\n', '`');

    /// <summary>The rows of all tables under a title, those of its subtitles as well.</summary>
    private static IEnumerable<string> Rows(string title) => Page.Split('\n').SkipWhile(line => line != title).Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| message", StringComparison.Ordinal));

    [GeneratedRegex("``(.+?)``(?!`)|`([^`]+)`")]
    private static partial Regex Span();

    /// <summary>Three words, of which two are in small letters: neither a key, a path nor a command of vtysh.</summary>
    [GeneratedRegex("^[^#%/<>_]*[A-Za-z]{2,}[,:;]? [a-z]{2,}[,:;]? [a-z]{2,}")]
    private static partial Regex Sentence();
}
