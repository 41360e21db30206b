using System.Text;
using Dns.Dig.Model;
using Tools.Execution;

namespace Dns.Dig;

/// <summary>Asks dig for one family of a name, step by step of its chain, server by server.</summary>
/// <param name="left">What is left of the time for the name.</param>
internal sealed class FamilyLookup(ToolRunner runner, DigSettings settings, DnsName name, bool isIPv6, Func<TimeSpan> left)
{
    public Reading<FamilyOutcome> Run()
    {
        var walk = new ChainWalk(name, isIPv6);
        while (true)
        {
            var reply = Ask(DnsName.Parse(walk.Current));
            if (!reply.IsKnown)
                return Reading<FamilyOutcome>.Unknown(reply.Failure);
            if (walk.Take(reply.Value) is { } answer)
                return Reading<FamilyOutcome>.Known(new(walk.Chain, answer));
        }
    }

    /// <summary>The first reply that settles the question; when none does, one that says more than nothing, if any.</summary>
    private Reading<DigReply> Ask(DnsName current)
    {
        Reading<DigReply>? best = null;
        var servers = settings.Servers.Count == 0 ? [null] : settings.Servers.ToArray<DnsServer?>();
        for (var n = 0; n < servers.Length; n++)
        {
            // Each gets an equal part of what is left, so that a dead first server leaves time for the second.
            var reply = AskServer(servers[n], current, left() / (servers.Length - n));
            if (!reply.IsKnown || Settles(reply.Value))
                return reply;
            if (best is null || best.Value is DigReply.Nothing)
                best = reply;
        }

        return best!;
    }

    private Reading<DigReply> AskServer(DnsServer? server, DnsName current, TimeSpan deadline)
    {
        var result = runner.Run(DigCommand.For(settings.Program, server, current, isIPv6, deadline));
        return result switch
        {
            { Ending: ToolEnding.Exited, Status: 0 or DigCommand.NoReply } => DigParser.Parse(Encoding.UTF8.GetString(result.StandardOutput)),
            { Ending: ToolEnding.TimedOut } => Reading<DigReply>.Known(new DigReply.Nothing(ToolFailure.From(result).Words)),
            _ => Reading<DigReply>.Unknown(ToolFailure.From(result)),
        };
    }

    private static bool Settles(DigReply reply) =>
        reply is DigReply.Message { Status: "NOERROR" or "NXDOMAIN" } message && (message.IsFinal || message.Answer.Count > 0);
}
