using System.Text;
using Ipvs.Ipvsadm;

namespace Fuzz.Tests.Targets;

/// <summary>Lines of keepalived's FIFO; anybody in its group can write there.</summary>
internal sealed class FifoTarget() : Target("fifo", 60_000, Mutation.Captures.Of("tests/Fixtures/keepalived/2.2.7/*.lines"))
{
    protected override bool IsUnderstood(byte[] input)
    {
        var understood = false;
        foreach (var range in input.AsSpan().Split((byte)'\n'))
        {
            var line = input[range];
            if (Measured(() => NotifyLineParser.Parse(line)) is not { } notified)
                continue;
            understood = true;
            var text = Encoding.Latin1.GetString(line).Trim(' ');
            Require(text.Length <= 1024 && !text.Any(char.IsControl), "a line that is no plain text");
            Require(text.StartsWith(notified.Subject == Ipvs.Ipvsadm.Model.NotifySubject.VirtualService ? "VS " : "RS ", StringComparison.Ordinal), "another subject than the line's");
            Require(text.EndsWith(notified.IsUp ? " UP" : " DOWN", StringComparison.Ordinal), "another word than the line's last");
            RequireLine(notified.Place);
        }

        return understood;
    }
}
