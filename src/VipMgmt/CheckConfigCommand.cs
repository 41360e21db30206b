using System.CommandLine;

namespace VipMgmt;

/// <summary>`vip-mgmt check-config [FILE]` on the command line.</summary>
internal static class CheckConfigCommand
{
    public static Command Make()
    {
        var file = new Argument<string?>("FILE") { Description = "default: --config, or /etc/viptools/viptools.yaml", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check-config", "judge a configuration, print the effective one") { file };
        CommandLine.RefuseChanges(check);
        check.SetAction(result => (int)ConfigurationCheck.Run(result.GetValue(file) ?? CommonOptions.Of(result).Config));
        return check;
    }
}
