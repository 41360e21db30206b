using System.CommandLine;
using System.CommandLine.Parsing;
using Tools.Execution;
using Vips;
using Vips.Host.Outcome;

namespace VipWatchdog;

/// <summary>The command line of vip-watchdog: every fault of it is one line on stderr and status 64.</summary>
public static class CommandLine
{
    public static int Run(string[] args)
    {
        var root = WatchdogOptions.Command(options => Guard.Run("vip-watchdog", () => Start.Run(options)));

        // An argument that begins with @ would be read as a file of further arguments (facts/dotnet.md).
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return result.Errors.Count > 0 ? Usage(result.Errors[0].Message) : result.Invoke();
    }

    private static int Usage(string fault)
    {
        Console.Error.WriteLine($"vip-watchdog: {PlainText.Line(fault, 300)} (see vip-watchdog --help)");
        return (int)ExitStatus.Usage;
    }
}
