using System.Text;
using System.Text.RegularExpressions;
using Testing;

namespace Faults.Tests;

/// <summary>
/// docs/faults.md: one line for each row of the tables, with what its test saw. Each test compares its own line; with
/// UPDATE_GOLDEN=1 it writes it.
/// </summary>
internal static partial class FaultDocument
{
    private const string Intro =
        """
        # What happens when something fails
        Written by the tests of `tests/Faults.Tests` (`UPDATE_GOLDEN=1`, with `./test unit` and `./test long`): one line a fault, with what the program did. `./test` compares most of them each time, `./test long` all. Do not edit it by hand.

        Behind every line the same is proven: every file of the state reads, no hold of anybody is lost, bgpd's configuration differs from before by nothing but what was due, what `vip-mgmt -d` withdrew is held, nothing that was started is left behind, and the next run on a machine that is well again exits 0 with everything as it should be.

        The site of the tests: for `vip-watchdog` 192.0.2.1 is down and to be withdrawn, 2001:db8::1 is announced though held, 192.0.2.2 is up and to be announced; `vip-mgmt -d` takes out www.example.net (192.0.2.1 and 2001:db8::1), `vip-mgmt -a` puts it back. `vip-watchdog --boot` has the hold of 2001:db8::1 to enforce, and leaves the rest as it is. `vip-watchdog --follow` makes its first run before there is anything to do, and meets the fault at the next; *stays* says that the process went on and made the run after the fault itself, and a run of cron's beside it found nothing left. `vip-mgmt -d --drain` waits 100 ms, too short for its three samples a second apart: 2 is how it ends when all is well; *drained* is announced with the drain's route-map, and claimed as such, and a run of the watchdog before the repair does no harm to it. Beside them stand VIPs that must not be touched. *Made* says which of the due changes were made all the same. *Says* is the first line on standard error. The evidence is the test class; the test's name holds the row.
        """;

    private const string Head = "\n| fault | program | exit | made | says | evidence |\n|---|---|---|---|---|---|\n";

    private static readonly Lock Writing = new();

    private static string File => Path.Combine(Repository.Root(), "docs", "faults.md");

    private static bool Updates => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    public static void Verify(Fault fault, string status, string made, string words)
    {
        var line = Line(fault, status, made, words);
        lock (Writing)
        {
            var lines = Known();
            if (Updates)
            {
                lines[Key(fault)] = line;
                System.IO.File.WriteAllText(File, Whole(lines));
                return;
            }

            Golden.Same(lines.GetValueOrDefault(Key(fault), "(no such row in docs/faults.md; UPDATE_GOLDEN=1 writes it)"), line, fault.Key);
        }
    }

    /// <summary>Nothing else stands in the document than the rows of the tables, in their order, and the text around them.</summary>
    public static void VerifyWhole()
    {
        lock (Writing)
        {
            var whole = Whole(Known());
            if (Updates)
                System.IO.File.WriteAllText(File, whole);
            Golden.Same(System.IO.File.ReadAllText(File), whole, "docs/faults.md");
        }
    }

    /// <summary>The first line of standard error without what differs at each run, and how many follow.</summary>
    public static string Words(FakeSite site, FakeRun run)
    {
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = lines.Length == 0 ? "nothing" : Lasting(lines[0].Replace(site.Fakes.Folder, "TOOLS", StringComparison.Ordinal).Replace(site.Folder, "SITE", StringComparison.Ordinal));
        return lines.Length < 2 ? first : $"{first} (and {lines.Length - 1} more)";
    }

    private static string Lasting(string line) => Time().Replace(Seconds().Replace(Bundle().Replace(line, "BUNDLE"), "N s"), "TIME");

    private static string Line(Fault fault, string status, string made, string words) =>
        $"| {fault.What} | `{fault.Command}` | {status} | {made} | {words.Replace("|", "\\|", StringComparison.Ordinal)} | `{fault.Evidence}` |";

    private static string Key(Fault fault) => $"{fault.Point}\n| {fault.What} | `{fault.Command}` ";

    private static Dictionary<string, string> Known()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var point = "";
        foreach (var line in System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [])
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                point = line[3..];
            else if (line.StartsWith("| ", StringComparison.Ordinal) && line.Split('|') is { Length: > 3 } cells)
                known[$"{point}\n|{cells[1]}|{cells[2]}"] = line;
        }

        return known;
    }

    private static string Whole(Dictionary<string, string> lines)
    {
        var text = new StringBuilder(Intro).Append('\n');
        foreach (var point in FaultTable.All.GroupBy(fault => fault.Point))
        {
            text.Append("\n## ").Append(point.Key).Append('\n').Append(Head[1..]);
            foreach (var fault in point)
                text.Append(lines.GetValueOrDefault(Key(fault), Line(fault, "", "", "not run yet"))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Named by time and process.</summary>
    [GeneratedRegex(@"\d{8}T\d{6}\.\d{3}Z-\d+\.bundle\.json")]
    private static partial Regex Bundle();

    [GeneratedRegex(@"\b\d+(\.\d+)? s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Time();
}
