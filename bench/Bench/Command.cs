using System.Text;
using Tools.Execution;

namespace Bench;

/// <summary>Runs what must succeed.</summary>
internal static class Command
{
    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(string program, params IEnumerable<string> arguments) => Run(program, arguments, "");

    public static string Run(string program, IEnumerable<string> arguments, string input)
    {
        var result = new ToolRunner().Run(new(program, [.. arguments], TimeSpan.FromMinutes(5)) { StandardInput = Encoding.UTF8.GetBytes(input), OutputLimit = 256 << 20 });
        return result.Succeeded
            ? Encoding.UTF8.GetString(result.StandardOutput)
            : throw new InvalidOperationException($"{program} {string.Join(' ', result.Command.Arguments.Take(8))}: {ToolFailure.From(result)}\n{Encoding.UTF8.GetString(result.StandardOutput)}");
    }
}
