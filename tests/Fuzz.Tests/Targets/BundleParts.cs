using System.Buffers;
using Fuzz.Tests.Mutation;
using Vips.Host.Recording;

namespace Fuzz.Tests.Targets;

/// <summary>The bundles of the lab's scenarios, and the files of the state directory that they hold.</summary>
internal static class BundleParts
{
    public static IReadOnlyList<byte[]> Whole { get; } = Captures.Of("tests/Fixtures/bundles/*.bundle.json");

    public static IReadOnlyList<Bundle> Bundles { get; } = [.. Whole.Select(bytes => BundleParser.Parse(bytes).Bundle!)];

    public static byte[] Written(Bundle bundle)
    {
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        BundleWriter.Write(bundle, output);
        return output.WrittenSpan.ToArray();
    }

    /// <param name="part">Of the path: `watchdog.json`, `holds/`.</param>
    public static IReadOnlyList<byte[]> Files(string part) =>
    [
        .. Bundles.SelectMany(bundle => bundle.Passes).SelectMany(pass => pass.Files)
            .Where(file => file.Path.Contains(part, StringComparison.Ordinal)).Select(file => file.Bytes).OfType<byte[]>().DistinctBy(Convert.ToBase64String),
    ];
}
