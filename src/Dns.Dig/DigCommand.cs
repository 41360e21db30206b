using System.Globalization;
using Dns.Dig.Model;
using Tools.Execution;

namespace Dns.Dig;

/// <summary>The one form in which dig is called.</summary>
public static class DigCommand
{
    /// <summary>A DNS message holds 64 KiB at most; as text that is less than this.</summary>
    private const int OutputLimit = 1024 * 1024;

    /// <summary>dig's exit status when no server gave a reply (dig(1) RETURN CODES).</summary>
    public const int NoReply = 9;

    /// <summary>
    /// `-r`: nobody's .digrc. `-q`, `-t`: what follows is never taken for an option or a server. One question a process,
    /// because a timeout exits 0 when it is one of several (facts/dotnet.md "dig").
    /// </summary>
    /// <param name="program">Absolute path of dig.</param>
    /// <param name="server">Null: those of /etc/resolv.conf.</param>
    /// <param name="name">Must have passed <see cref="DnsName"/>.</param>
    /// <param name="isIPv6">AAAA, else A.</param>
    /// <param name="deadline">dig gets whole seconds for two tries; what it does not keep, the runner enforces.</param>
    public static ToolCommand For(string program, DnsServer? server, DnsName name, bool isIPv6, TimeSpan deadline)
    {
        var seconds = Math.Max(1, (int)Math.Min(deadline.TotalSeconds, 3600));
        var tries = seconds > 1 ? 2 : 1;
        List<string> arguments = ["-r"];
        if (server is not null)
            arguments.AddRange([$"@{server.Address}", "-p", Text(server.Port)]);
        arguments.AddRange(
            ["+noall", "+comments", "+answer", $"+time={Text(seconds / tries)}", $"+tries={Text(tries)}"]);
        arguments.AddRange(["-q", name.Text, "-t", isIPv6 ? "AAAA" : "A"]);
        return new(program, arguments, deadline) { OutputLimit = OutputLimit };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
