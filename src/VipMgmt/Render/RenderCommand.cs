using System.CommandLine;
using Bgp.Vtysh.Model;
using VipMgmt.Completion;
using Vips;
using Vips.Host.Director;
using Vips.Host.Settings;
using Vips.Inventory;

namespace VipMgmt.Render;

/// <summary>`vip-mgmt render` on the command line.</summary>
public static class RenderCommand
{
    private static readonly Option<string?> SiteOption = new("--site") { Description = "which of `sites`", HelpName = "NAME", CompletionSources = { KnownVips.Sites } };
    private static readonly Option<string?> Flavour = new("--flavour") { Description = "frr or quagga; default: the configured bgp.suite, else frr", HelpName = "SUITE", CompletionSources = { "frr", "quagga" } };
    private static readonly Option<bool> Diff = new("--diff") { Description = "compare with what bgpd runs; exit 1 when something differs" };

    public static Command Make()
    {
        var render = new Command("render", "a site's configuration of bgpd, from `sites` and `vips`") { SiteOption, Flavour, Diff };
        CommandLine.RefuseChanges(render);
        render.SetAction(result =>
        {
            var common = CommonOptions.Of(result);
            var (site, flavour, isDiff) = (result.GetValue(SiteOption), result.GetValue(Flavour), result.GetValue(Diff));
            return (int)(site is null ? CommandLine.Usage("render needs --site NAME")
                : flavour is not (null or "frr" or "quagga") ? CommandLine.Usage($"--flavour must be frr or quagga, not '{flavour}'")
                : WithConfiguration.Run(common.Config, common.Json, configuration => Run(configuration, common, site, flavour, isDiff)));
        });
        return render;
    }

    private static ExitStatus Run(Configuration configuration, CommonOptions common, string name, string? flavour, bool isDiff)
    {
        if (configuration.Sites.FirstOrDefault(site => site.Name == name) is not { } site)
        {
            return CommandLine.Usage(configuration.Sites.Count == 0
                ? "the configuration has no `sites` to render"
                : $"no site '{name}' in `sites`; there are {string.Join(", ", configuration.Sites.Select(one => one.Name))}");
        }

        var suite = flavour switch
        {
            "quagga" => Suite.Quagga,
            "frr" => Suite.Frr,
            _ => configuration.Bgp.Suite ?? Suite.Frr,
        };
        var block = SiteBlock.Of(site, configuration.Sites, configuration.Policy.Vips);
        var run = new RenderRun(Console.Out, Console.Error, common.Json);
        return run.Run(block, suite, configuration.Templates, isDiff ? new DirectorTools(configuration, limit: null).Vtysh.ReadRunningText : null);
    }
}
