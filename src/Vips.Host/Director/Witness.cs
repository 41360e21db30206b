using System.Text;
using Net.Prefixes;
using Tools.Execution;
using Vips.Elsewhere;

namespace Vips.Host.Director;

/// <summary>
/// The operator's command that says whether another site announces a prefix, asked of a router or route reflector
/// (DESIGN section 10). Only exit status 0 with exactly one line `path` or `none` is an answer.
/// </summary>
/// <param name="runner">Starts it.</param>
/// <param name="command">Program and arguments, with {prefix} in one of them; empty for none.</param>
/// <param name="deadline">For all prefixes together.</param>
/// <param name="source">Judges whether it may be started.</param>
public sealed class Witness(IToolRunner runner, IReadOnlyList<string> command, TimeSpan deadline, IDirectorSource source)
{
    /// <summary>Stands for the prefix in an argument.</summary>
    public const string Placeholder = "{prefix}";

    /// <summary>At a time: a router is not to be flooded by 200 VIPs that go at once.</summary>
    private const int AtOnce = 8;

    public bool IsConfigured => command.Count > 0;

    /// <returns>An answer for each prefix; empty when no witness is configured.</returns>
    public IReadOnlyDictionary<Prefix, OtherSite> Ask(IReadOnlyList<Prefix> prefixes)
    {
        var answers = new Dictionary<Prefix, OtherSite>(prefixes.Count);
        if (!IsConfigured || prefixes.Count == 0)
        {
            return answers;
        }

        // Whoever can write it could do all that we can (DESIGN section 9: hooks).
        if (source.WhyNotToRun(command[0]) is { } unfit)
        {
            return prefixes.ToDictionary(prefix => prefix, _ => new OtherSite(OtherSitePath.Unknown, $"witness: {unfit}"));
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var next = -1;
        var threads = new Thread[Math.Min(AtOnce, prefixes.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new(() =>
            {
                for (var mine = Interlocked.Increment(ref next); mine < prefixes.Count; mine = Interlocked.Increment(ref next))
                {
                    var answer = Ask(prefixes[mine], deadline - clock.Elapsed);
                    lock (answers)
                    {
                        answers[prefixes[mine]] = answer;
                    }
                }
            })
            { IsBackground = true };
            threads[i].Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        return answers;
    }

    private OtherSite Ask(Prefix prefix, TimeSpan left)
    {
        var arguments = new string[command.Count - 1];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = command[i + 1].Replace(Placeholder, prefix.ToString(), StringComparison.Ordinal);
        }

        var result = runner.Run(new(command[0], arguments, left) { OutputLimit = 64 * 1024 });
        if (!result.Succeeded)
        {
            return new(OtherSitePath.Unknown, $"witness: {ToolFailure.From(result).Words}");
        }

        return Encoding.UTF8.GetString(result.StandardOutput) switch
        {
            "path" or "path\n" => new(OtherSitePath.Visible, "witness: path"),
            "none" or "none\n" => new(OtherSitePath.None, "witness: none"),
            var other => new(OtherSitePath.Unknown, $"witness: neither 'path' nor 'none': '{PlainText.Line(other.Trim(), 60)}'"),
        };
    }
}
