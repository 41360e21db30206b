using System.CommandLine;
using VipMgmt.Completion;
using VipMgmt.Names;

namespace VipMgmt.Status;

/// <summary>`vip-mgmt status [NAME…]` on the command line.</summary>
internal static class StatusCommand
{
    public static Command Make()
    {
        var names = new Argument<string[]>("NAME") { Description = "names, addresses or prefixes; none for all VIPs", Arity = ArgumentArity.ZeroOrMore, CompletionSources = { KnownVips.NamesAndVips } };
        var status = new Command("status", "what is configured, originated, advertised, held, live") { names };
        CommandLine.AddOptions(status, StatusOptions.Definitions);
        CommandLine.RefuseChanges(status);
        status.SetAction(result =>
        {
            var (options, fault) = NameOptions.Of(result);
            var (common, what) = (CommonOptions.Of(result), StatusOptions.Of(result));
            var status = options is null ? CommandLine.Usage(fault!) : Session.Open(common, session => session.Status(result.GetValue(names) ?? [], options, what));
            return what.Check ? DirectorCheckStatus.Of(status) : (int)status;
        });
        return status;
    }
}
