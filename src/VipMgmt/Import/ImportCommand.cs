using System.CommandLine;

namespace VipMgmt.Import;

/// <summary>`vip-mgmt import-ancestor` on the command line.</summary>
public static class ImportCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "where vip_mgmt, vip_watchdog and bgp.inc.sh lie" };

    public static Command Make()
    {
        var import = new Command("import-ancestor", "our configuration, from the CONFIGURATION blocks of the ancestor's scripts") { Folder };
        CommandLine.RefuseChanges(import);
        import.SetAction(result => (int)new ImportRun(Console.Out, Console.Error, CommonOptions.Of(result).Json).Run(result.GetValue(Folder)!));
        return import;
    }
}
