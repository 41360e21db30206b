using System.Text;
using System.Text.Json;
using Bgp.Vtysh.Model;
using Net.Prefixes;
using Tools.Execution;

namespace Bgp.Vtysh;

/// <summary>What `show bgp … PREFIX` printed for several prefixes, one answer after the other -> their paths.</summary>
public static class BgpPathsParser
{
    /// <summary>
    /// Unknown as a whole when one answer is missing, is for another prefix (bgpd shows the covering one for a bare
    /// address), or holds a path that is not understood.
    /// </summary>
    /// <param name="result">The finished call.</param>
    /// <param name="suite">FRR is asked for JSON, Quagga has only text.</param>
    /// <param name="prefixes">What was asked, in the order of the questions.</param>
    public static Reading<IReadOnlyDictionary<Prefix, BgpPaths>> Parse(
        ToolResult result, Suite suite, IReadOnlyList<Prefix> prefixes)
    {
        if (VtyshFailure.Of(result) is { } failure)
            return Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Unknown(failure);

        try
        {
            return Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Known(suite == Suite.Frr
                ? PathsJson.Read(result.StandardOutput, prefixes)
                : PathsText.Read(Encoding.UTF8.GetString(result.StandardOutput), prefixes));
        }
        catch (Exception notUnderstood) when (notUnderstood is FormatException or JsonException or InvalidOperationException)
        {
            // Utf8JsonReader's InvalidOperationException is for a text that is no UTF-8: a peer's name may be of any bytes.
            var words = $"paths not understood: {notUnderstood.Message}";
            return Reading<IReadOnlyDictionary<Prefix, BgpPaths>>.Unknown(
                new(FailureKind.Unusable, VtyshFailure.Subject(result), PlainText.Line(words, 300)));
        }
    }
}
