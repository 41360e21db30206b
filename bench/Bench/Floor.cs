using System.Globalization;
using System.Text;
using Tools.Execution;

namespace Bench;

/// <summary>The program of floor.c: measures, and replays tools alone.</summary>
internal sealed class Floor(string program, string folder)
{
    public string Program { get; } = program;

    /// <summary>Runs it once; its status must be 0.</summary>
    public Sample Measure(params IEnumerable<string> command)
    {
        var result = new ToolRunner().Run(new(Program, ["measure", .. command], TimeSpan.FromMinutes(5)));
        var output = Encoding.UTF8.GetString(result.StandardOutput);
        var fields = output.TrimEnd('\n').Split('\n')[^1].Split(' ').Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return fields[3] == 0
            ? new(fields[0] / 1000.0, fields[1] / 1000.0, fields[2] / 1024.0, fields[4])
            : throw new InvalidOperationException($"{string.Join(' ', command)}: exit status {fields[3]}\n{Encoding.UTF8.GetString(result.StandardError)}");
    }

    /// <summary>Writes down calls of tools for <see cref="Replay"/>.</summary>
    /// <param name="name">Of the plan.</param>
    /// <param name="calls">One after the other; the first beside the second where it says so.</param>
    /// <param name="firstBeside">The first two are started together.</param>
    public string Plan(string name, IEnumerable<IReadOnlyList<string>> calls, bool firstBeside = false)
    {
        var text = new StringBuilder(firstBeside ? "&\n" : "");
        foreach (var call in calls)
            text.AppendJoin('\n', call).Append("\n\n");
        var path = Path.Combine(folder, name + ".plan");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    public Sample Replay(string plan) => Measure(Program, "tools", plan);
}
