using System.Globalization;
using System.Text;
using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>What `vtysh -d bgpd -c 'show running-config' -c QUESTION` printed -> what bgpd runs, or why that is unknown.</summary>
public static class RunningConfigurationParser
{
    private const string Header = "Building configuration...\n";
    private const string End = "\nend\n";

    /// <summary>
    /// Every sign of a complete reading is required (facts/vtysh.md, "Reading"): status 0, no word of a lost connection
    /// on either stream, the header, the final `end`, bgpd's answer after it, the closing lines of each instance.
    /// Without any instance it is known, and empty.
    /// </summary>
    /// <param name="result">The finished call.</param>
    /// <param name="suite">The configured suite; null tells it from the text (FRR prints its version).</param>
    public static Reading<RunningConfiguration> Parse(ToolResult result, Suite? suite = null)
    {
        var text = Text(result);
        return text.IsKnown ? ParseBody(result, text.Value, suite) : Reading<RunningConfiguration>.Unknown(text.Failure);
    }

    /// <summary>The whole text, from its header to before the final `end`; the closing lines of the instances are not looked at.</summary>
    public static Reading<string> Text(ToolResult result)
    {
        if (VtyshFailure.Of(result) is { } failure)
            return Reading<string>.Unknown(failure);

        var text = Encoding.UTF8.GetString(result.StandardOutput);
        if (!text.StartsWith(Header, StringComparison.Ordinal))
            return Unknown(result, "the running configuration does not begin with 'Building configuration...'");

        var end = text.LastIndexOf(End, StringComparison.Ordinal);
        if (end < 0)
            return Unknown(result, "the running configuration is cut short: no final 'end'");
        if (!ProofOfLife.IsAnswer(text.AsSpan(end + End.Length)))
            return Unknown(result, "the running configuration may be cut short: bgpd did not answer the question after it");

        return Reading<string>.Known(text[..(end + 1)]);
    }

    private static Reading<RunningConfiguration> ParseBody(ToolResult result, ReadOnlySpan<char> body, Suite? suite)
    {
        var version = FrrVersion(body);
        var closing = version.IsEmpty || !ClosesInstances(version) ? Closing.AddressFamilies : Closing.Instances;
        var configuration = BgpConfigurationParser.Parse($"{VtyshFailure.Subject(result)} show running-config", body, closing);
        return configuration.IsKnown
            ? Reading<RunningConfiguration>.Known(
                new(suite ?? (version.IsEmpty ? Suite.Quagga : Suite.Frr), configuration.Value))
            : Reading<RunningConfiguration>.Unknown(configuration.Failure);
    }

    /// <summary>`8.4.4` of the line `frr version 8.4.4`, which every FRR prints and no Quagga does; empty without it.</summary>
    private static ReadOnlySpan<char> FrrVersion(ReadOnlySpan<char> body)
    {
        const string line = "\nfrr version ";
        var at = body.IndexOf(line);
        if (at < 0)
            return [];
        var version = body[(at + line.Length)..];
        return version[..version.IndexOf('\n')].Trim();
    }

    /// <summary>
    /// FRR ends an instance with `exit` from 8.1 on (Debian 11 has 7.5). A version that cannot be read is taken for a
    /// new one: the check then is the stricter one.
    /// </summary>
    private static bool ClosesInstances(ReadOnlySpan<char> version)
    {
        var dot = version.IndexOf('.');
        if (dot < 0 || !TryParse(version[..dot], out var major))
            return true;
        var rest = version[(dot + 1)..];
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        return major > 8 || (major == 8 && (!TryParse(digits < 0 ? rest : rest[..digits], out var minor) || minor >= 1));
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static Reading<string> Unknown(ToolResult result, string words) =>
        Reading<string>.Unknown(new(FailureKind.Unusable, VtyshFailure.Subject(result), words));
}
