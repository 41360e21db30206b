using System.CommandLine;
using VipMgmt.Completion;
using VipMgmt.Names;

namespace VipMgmt.Explain;

/// <summary>`vip-mgmt explain VIP…` on the command line.</summary>
internal static class ExplainCommand
{
    public static Command Make()
    {
        var names = new Argument<string[]>("VIP") { Description = "addresses, prefixes or names", Arity = ArgumentArity.OneOrMore, CompletionSources = { KnownVips.NamesAndVips } };
        var explain = new Command("explain", "why the watchdog would do what it would do now, and what would change that") { names };
        CommandLine.RefuseChanges(explain);
        explain.SetAction(result =>
        {
            var (options, fault) = NameOptions.Of(result);
            return (int)(options is null ? CommandLine.Usage(fault!)
                : Session.Open(CommonOptions.Of(result), session => session.Explain(result.GetValue(names) ?? [], options)));
        });
        return explain;
    }
}
