using System.CommandLine;

namespace VipMgmt.Freezing;

/// <summary>`vip-mgmt freeze` on the command line.</summary>
internal static class FreezeCommand
{
    public static Command Make()
    {
        var reason = ReasonText.Option("why, for those who find it");
        var duration = new Option<string?>("--for") { Description = "it ends by itself after this (90s, 5m, 2h)", HelpName = "DURATION" };
        var freeze = new Command("freeze", "the watchdog decides and logs, and changes nothing but holds") { reason, duration };
        CommandLine.RefuseChanges(freeze);
        freeze.SetAction(result =>
        {
            var (lasts, fault) = DurationText.Of(result, duration);
            return (int)(fault is not null ? CommandLine.Usage(fault)
                : Session.Open(CommonOptions.Of(result), session => session.Freeze(new(ReasonText.Of(result, reason), lasts))));
        });
        return freeze;
    }
}
