using System.CommandLine;

namespace VipMgmt;

/// <summary>Options of every command of vip-mgmt.</summary>
/// <param name="DryRun">Stop after the plan and print it with the exact vtysh commands.</param>
/// <param name="Verbose">Tell what was read and why.</param>
/// <param name="Json">Print one JSON document.</param>
/// <param name="Config">Path of the configuration; null for the default place.</param>
public sealed record CommonOptions(bool DryRun, bool Verbose, bool Json, string? Config)
{
    private static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "print the plan and the exact vtysh commands; change nothing", Recursive = true };
    private static readonly Option<bool> VerboseOption = new("--verbose", "-v") { Description = "tell what was read and why it is decided so", Recursive = true };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "print one JSON document", Recursive = true };
    private static readonly Option<string?> ConfigOption = new("--config") { Description = "the configuration; default /etc/viptools/viptools.yaml", HelpName = "FILE", Recursive = true };

    public static IEnumerable<Option> All => [DryRunOption, VerboseOption, JsonOption, ConfigOption];

    public static CommonOptions Of(ParseResult result) => new(
        result.GetValue(DryRunOption), result.GetValue(VerboseOption), result.GetValue(JsonOption), result.GetValue(ConfigOption));
}
