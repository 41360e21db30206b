using System.Text;
using Testing;
using Vips.Policies;

namespace Vips.Tests.Simulation;

/// <summary>The timeline of docs/damping.md is what the decisions make of it.</summary>
public class DampingPageTests
{
    private static readonly Rules Rules = new() { Damping = TimeSpan.FromMinutes(1) };

    [Fact]
    public void The_timeline_of_the_page_is_simulated()
    {
        const string Page = "docs/damping.md";
        var whole = File.ReadAllText(Path.Combine(Repository.Root(), Page));
        var (begin, end) = ("<!-- timeline: begin -->\n", "<!-- timeline: end -->\n");
        var (start, stop) = (whole.IndexOf(begin, StringComparison.Ordinal) + begin.Length, whole.IndexOf(end, StringComparison.Ordinal));
        Golden.Verify($"../../{Page}", whole[..start] + Simulated() + whole[stop..]);
    }

    /// <summary>For an hour its real servers are dead for one minute of every four; then they live.</summary>
    private static string Simulated()
    {
        var text = new StringBuilder("```text\n");
        var (damped, plain) = (new Timeline(0, Rules, vips: 1), new Timeline(0, new(), vips: 1));
        var (changes, flaps) = (0, 0);
        while (damped.Now < 5 * 3600)
        {
            var isAlive = damped.Now >= 3600 || damped.Now % 240 >= 60;
            damped.Set(0, isAlive);
            plain.Set(0, isAlive);
            damped.Go(restarts: 0);
            plain.Go(restarts: 0);
            var damping = damped.World.State.Vips.GetValueOrDefault(World.Vip)?.Damping;
            if (damped.Changes[0].Count != changes)
            {
                var isBack = damped.World.Configured.Count > 0;
                text.AppendLine($"{Clock(damped)}  {(isBack ? "announced" : $"withdrawn  flap {damping!.Flaps}: not restored before {Clock(damped, damping.HoldDown(Rules))}")}");
            }
            else if ((damping?.Flaps ?? 0) < flaps)
            {
                text.AppendLine($"{Clock(damped)}  quiet      {(damping is null ? "forgotten" : $"flap {damping.Flaps} is what counts now")}");
            }

            (changes, flaps) = (damped.Changes[0].Count, damping?.Flaps ?? 0);
        }

        return text.AppendLine("```").AppendLine($"In the first hour it changed {Changes(damped)} times; without damping {Changes(plain)} times.").ToString();
    }

    private static int Changes(Timeline timeline) => timeline.Changes[0].Count(time => time <= 3600);

    private static string Clock(Timeline timeline, TimeSpan later = default) =>
        new TimeOnly(12, 0).Add(TimeSpan.FromSeconds(timeline.Now) + later).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
