using System.CommandLine;

namespace VipWatchdog.Tests;

/// <summary>What is read without System.CommandLine is what System.CommandLine would have read.</summary>
public class PlainArgumentsTests
{
    private static readonly string[] Words = ["--dry-run", "--verbose", "-v", "--json", "--boot", "--config", "/etc/x.yaml", "x", "--help", "--config=/x", "-", "--", "", "@/x", "/d"];

    [Fact]
    public void Every_command_line_of_up_to_three_words_reads_alike()
    {
        var plain = 0;
        foreach (var arguments in CommandLines())
        {
            if (PlainArguments.Read(arguments) is not { } read)
            {
                continue;
            }

            WatchdogOptions? parsed = null;
            var result = WatchdogOptions.Command(options => (parsed = options) is null ? 1 : 0)
                .Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            Assert.Empty(result.Errors);
            result.Invoke();
            Assert.Equal(parsed, read);
            plain++;
        }

        Assert.InRange(plain, 30, 200);
    }

    [Theory]
    [InlineData("--json", "--json")]
    [InlineData("--config", "viptools.yaml")]
    [InlineData("--config")]
    [InlineData("--help")]
    public void Other_command_lines_are_left_to_it(params string[] arguments) => Assert.Null(PlainArguments.Read(arguments));

    private static IEnumerable<string[]> CommandLines() =>
        from length in Enumerable.Range(0, 4)
        from number in Enumerable.Range(0, (int)Math.Pow(Words.Length, length))
        select Enumerable.Range(0, length).Select(place => Words[number / (int)Math.Pow(Words.Length, place) % Words.Length]).ToArray();
}
