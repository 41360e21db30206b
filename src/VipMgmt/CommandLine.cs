using System.CommandLine;
using System.CommandLine.Parsing;
using VipMgmt.Change;
using VipMgmt.Completion;
using VipMgmt.Names;
using VipMgmt.Status;
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
        return ChangeOptions.Misplaced(result) is { } fault ? Usage(fault)
            : result.Errors.Count > 0 ? Usage(result.Errors[0].Message)
            : (ExitStatus)result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Every option and command; the manual is compared with it.</summary>
    public static RootCommand Command()
    {
        var root = new RootCommand("Takes the VIPs behind a service name out of this site for maintenance, and puts them back.");
        AddOptions(root, CommonOptions.All);
        AddOptions(root, ChangeOptions.Definitions);
        root.SetAction(result => (int)Change(result));
        root.Subcommands.Add(Status());
        root.Subcommands.Add(Explain());
        root.Subcommands.Add(Freeze());
        root.Subcommands.Add(Thaw());
        root.Subcommands.Add(CheckConfig());
        root.Subcommands.Add(History.HistoryCommand.Make());
        root.Subcommands.Add(Render.RenderCommand.Make());
        root.Subcommands.Add(Import.ImportCommand.Make());
        root.Subcommands.Add(Doctor.DoctorCommand.Make());
        return root;
    }

    private static ExitStatus Change(ParseResult result)
    {
        var (options, fault) = ChangeOptions.Of(result);
        var common = CommonOptions.Of(result);
        return options is null ? Usage(fault!) : Session.Open(common, session => session.Change(options));
    }

    private static Command Status()
    {
        var names = new Argument<string[]>("NAME") { Description = "names, addresses or prefixes; none for all VIPs", Arity = ArgumentArity.ZeroOrMore, CompletionSources = { KnownVips.NamesAndVips } };
        var status = new Command("status", "what is configured, originated, advertised, held, live") { names };
        AddOptions(status, StatusOptions.Definitions);
        RefuseChanges(status);
        status.SetAction(result =>
        {
            var (options, fault) = NameOptions.Of(result);
            var (common, what) = (CommonOptions.Of(result), StatusOptions.Of(result));
            var status = options is null ? Usage(fault!) : Session.Open(common, session => session.Status(result.GetValue(names) ?? [], options, what));
            return what.Check ? SiteCheckStatus.Of(status) : (int)status;
        });
        return status;
    }

    private static Command Explain()
    {
        var names = new Argument<string[]>("VIP") { Description = "addresses, prefixes or names", Arity = ArgumentArity.OneOrMore, CompletionSources = { KnownVips.NamesAndVips } };
        var explain = new Command("explain", "why the watchdog would do what it would do now, and what would change that") { names };
        RefuseChanges(explain);
        explain.SetAction(result =>
        {
            var (options, fault) = NameOptions.Of(result);
            return (int)(options is null ? Usage(fault!)
                : Session.Open(CommonOptions.Of(result), session => session.Explain(result.GetValue(names) ?? [], options)));
        });
        return explain;
    }

    private static Command Freeze()
    {
        var reason = ReasonText.Option("why, for those who find it");
        var duration = new Option<string?>("--for") { Description = "it ends by itself after this (90s, 5m, 2h)", HelpName = "DURATION" };
        var freeze = new Command("freeze", "the watchdog decides and logs, and changes nothing but holds") { reason, duration };
        RefuseChanges(freeze);
        freeze.SetAction(result =>
        {
            var (lasts, fault) = DurationText.Of(result, duration);
            return (int)(fault is not null ? Usage(fault)
                : Session.Open(CommonOptions.Of(result), session => session.Freeze(new(ReasonText.Of(result, reason), lasts))));
        });
        return freeze;
    }

    private static Command Thaw()
    {
        var thaw = new Command("thaw", "end the freeze");
        RefuseChanges(thaw);
        thaw.SetAction(result => (int)Session.Open(CommonOptions.Of(result), session => session.Freeze(null)));
        return thaw;
    }

    private static Command CheckConfig()
    {
        var file = new Argument<string?>("FILE") { Description = "default: --config, or /etc/viptools/viptools.yaml", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check-config", "judge a configuration, print the effective one") { file };
        RefuseChanges(check);
        check.SetAction(result => (int)ConfigurationCheck.Run(result.GetValue(file) ?? CommonOptions.Of(result).Config));
        return check;
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

    private static void AddOptions(Command command, IEnumerable<Option> options)
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
