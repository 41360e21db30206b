using System.CommandLine;

namespace VipMgmt.Freezing;

/// <summary>`vip-mgmt thaw` on the command line.</summary>
internal static class ThawCommand
{
    public static Command Make()
    {
        var thaw = new Command("thaw", "end the freeze");
        CommandLine.RefuseChanges(thaw);
        thaw.SetAction(result => (int)Session.Open(CommonOptions.Of(result), session => session.Freeze(null)));
        return thaw;
    }
}
