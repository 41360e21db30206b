namespace VipWatchdog;

/// <summary>
/// The command lines that cron and units write, read without System.CommandLine, which costs milliseconds at each start
/// (docs/performance.md). What is not plainly one of them is left to it: help, version, faults, other spellings.
/// </summary>
public static class PlainArguments
{
    /// <returns>Null for a command line that is not plain.</returns>
    public static WatchdogOptions? Read(ReadOnlySpan<string> arguments)
    {
        var options = new WatchdogOptions(DryRun: false, Verbose: false, Json: false, Boot: false, Config: null);
        for (var at = 0; at < arguments.Length; at++)
        {
            switch (arguments[at])
            {
                case "--dry-run" when !options.DryRun:
                    options = options with { DryRun = true };
                    break;
                case "--verbose" when !options.Verbose:
                    options = options with { Verbose = true };
                    break;
                case "--json" when !options.Json:
                    options = options with { Json = true };
                    break;
                case "--boot" when !options.Boot:
                    options = options with { Boot = true };
                    break;
                case "--config" when options.Config is null && at + 1 < arguments.Length && arguments[at + 1].StartsWith('/'):
                    options = options with { Config = arguments[++at] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
