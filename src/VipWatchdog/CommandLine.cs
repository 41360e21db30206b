using System.CommandLine;
using Tools.Execution;
using Vips;

namespace VipWatchdog;

/// <summary>The command line of vip-watchdog: every fault of it is one line on stderr and status 64.</summary>
public static class CommandLine
{
    public static ExitStatus Run(string[] args) =>
        PlainArguments.Read(args) is { } options ? Invocation.Run(options) : Parse(args);

    private static ExitStatus Parse(string[] args)
    {
        var root = WatchdogOptions.Command(options => (int)Invocation.Run(options));

        // An argument that begins with @ would be read as a file of further arguments (facts/dotnet.md).
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Its own handler would turn a bug, or a standard output that is full, into status 1.
        return result.Errors.Count > 0 ? Usage(result.Errors[0].Message)
            : (ExitStatus)result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static ExitStatus Usage(string fault)
    {
        Console.Error.WriteLine($"vip-watchdog: {PlainText.Line(fault, 300)} (see vip-watchdog --help)");
        return ExitStatus.Usage;
    }
}
