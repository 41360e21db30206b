using Bgp.Vtysh.Model;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>Text of a configuration of bgpd (bgpd.conf, frr.conf, Quagga.conf, running) -> its instances and route-maps.</summary>
public static class BgpConfigurationParser
{
    /// <summary>Most characters of a foreign line that a message repeats.</summary>
    private const int MostShown = 120;

    /// <summary>A start-up configuration. Without any `router bgp` it is known, and holds no instance.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its whole text.</param>
    public static Reading<BgpConfiguration> ParseFile(string path, ReadOnlySpan<char> text) => Parse(path, text, Closing.None);

    /// <summary>
    /// Unknown when a statement cannot be read, or a closing line is missing. Blocks and lines that say nothing about
    /// announcements are passed over.
    /// </summary>
    internal static Reading<BgpConfiguration> Parse(string subject, ReadOnlySpan<char> text, Closing closing)
    {
        var reader = new ConfigurationReader(closing);
        for (var number = 1; !text.IsEmpty; number++)
        {
            var length = text.IndexOf('\n');
            var line = length < 0 ? text : text[..length];
            text = length < 0 ? [] : text[(length + 1)..];
            reader.Read(line);
            if (reader.Fault is { } fault)
            {
                var shown = PlainText.Line(line.Trim().ToString(), MostShown);
                return Unknown(subject, $"line {number}: '{shown}' {fault}");
            }
        }

        reader.LeaveBlock();
        return reader.Fault is { } late ? Unknown(subject, late) : Reading<BgpConfiguration>.Known(reader.Finish());
    }

    private static Reading<BgpConfiguration> Unknown(string subject, string words) =>
        Reading<BgpConfiguration>.Unknown(new(FailureKind.Unusable, subject, words));
}
