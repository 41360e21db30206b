using System.CommandLine;

namespace VipMgmt.Status;

/// <summary>`vip-mgmt status`.</summary>
/// <param name="Problems">Only VIPs in trouble.</param>
/// <param name="Check">One line for monitoring, exit status 0 to 3.</param>
/// <param name="Colours">Standard output is a terminal, and NO_COLOR is not set.</param>
public sealed record StatusOptions(bool Problems, bool Check, bool Colours)
{
    private static readonly Option<bool> ProblemsOption = new("--problems") { Description = "only what is not as it should be" };
    private static readonly Option<bool> CheckOption = new("--check") { Description = "one line for monitoring: exit status 0 OK, 1 warning, 2 critical, 3 unknown" };

    public static IEnumerable<Option> Definitions => [ProblemsOption, CheckOption];

    public static StatusOptions Of(ParseResult result) => new(
        result.GetValue(ProblemsOption), result.GetValue(CheckOption),
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
}
