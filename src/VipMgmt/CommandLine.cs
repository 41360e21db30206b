using System.CommandLine;
using System.CommandLine.Parsing;
using VipMgmt.Maintenance;
using Vips;

namespace VipMgmt;

/// <summary>The command line of vip-mgmt: every fault of it is one line on stderr and status 64.</summary>
public static class CommandLine
{
    public static ExitStatus Run(string[] args)
    {
        // A name that begins with @ would be read as a file of further arguments (facts/dotnet.md).
        var result = Command().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Its own handler would turn a bug, or a standard output that is full, into status 1.
        return MaintenanceOptions.Misplaced(result) is { } fault ? Usage(fault)
            : result.Errors.Count > 0 ? Usage(result.Errors[0].Message)
            : (ExitStatus)result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Every option and command; the manual is compared with it.</summary>
    public static RootCommand Command()
    {
        var root = new RootCommand("Takes the VIPs behind a service name out of this site for maintenance, and puts them back.");
        AddOptions(root, CommonOptions.All);
        AddOptions(root, MaintenanceOptions.Definitions);
        root.SetAction(result => (int)Maintain(result));
        root.Subcommands.Add(Status.StatusCommand.Make());
        root.Subcommands.Add(Explain.ExplainCommand.Make());
        root.Subcommands.Add(Freezing.FreezeCommand.Make());
        root.Subcommands.Add(Freezing.ThawCommand.Make());
        root.Subcommands.Add(CheckConfigCommand.Make());
        root.Subcommands.Add(History.HistoryCommand.Make());
        root.Subcommands.Add(Render.RenderCommand.Make());
        root.Subcommands.Add(Import.ImportCommand.Make());
        root.Subcommands.Add(Doctor.DoctorCommand.Make());
        return root;
    }

    private static ExitStatus Maintain(ParseResult result)
    {
        var (options, fault) = MaintenanceOptions.Of(result);
        var common = CommonOptions.Of(result);
        return options is null ? Usage(fault!) : Session.Open(common, session => session.Maintain(options));
    }

    /// <summary>`-a web status` would silently run the subcommand and drop -a (facts/dotnet.md).</summary>
    internal static void RefuseChanges(Command command) => command.Validators.Add(result =>
    {
        foreach (var child in (result.Parent as CommandResult)?.Children ?? [])
        {
            if (child is OptionResult { Implicit: false, Option: var option } && !option.Recursive)
            {
                result.AddError($"{option.Name} does not go with {command.Name}");
            }
        }
    });

    internal static void AddOptions(Command command, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    internal static ExitStatus Usage(string fault)
    {
        Console.Error.WriteLine($"vip-mgmt: {Tools.Execution.PlainText.Line(fault, 300)} (see vip-mgmt --help)");
        return ExitStatus.Usage;
    }
}
