namespace Bench;

/// <summary>The command line, as bench/run gives it.</summary>
/// <param name="Programs">The folder of vip-mgmt and vip-watchdog as they ship.</param>
/// <param name="Floor">The program of floor.c.</param>
/// <param name="Out">Where the results go.</param>
/// <param name="Quick">Few runs and no 10,000: to see that it works.</param>
/// <param name="Cases">In the order given.</param>
internal sealed record Options(string Programs, string Floor, string Out, bool Quick, IReadOnlyList<string> Cases)
{
    private static readonly string[] All = ["nochange", "withdrawal", "maintenance", "foreign"];

    /// <returns>Null when it is not understood.</returns>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options("", "", "bench-results", Quick: false, []);
        var cases = new List<string>();
        for (var at = 0; at < arguments.Count; at++)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : "";
            switch (arguments[at])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--bin" or "--floor" or "--out" when value.Length > 0:
                    options = arguments[at] == "--bin" ? options with { Programs = value } : arguments[at] == "--floor" ? options with { Floor = value } : options with { Out = value };
                    at++;
                    break;
                case var one when All.Contains(one):
                    cases.Add(one);
                    break;
                default:
                    return null;
            }
        }

        return options with { Cases = cases.Count > 0 ? cases : All };
    }
}
