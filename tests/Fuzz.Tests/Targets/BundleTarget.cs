using Vips.Host.Recording;

namespace Fuzz.Tests.Targets;

/// <summary>A bundle as a file, which anybody may send. What is understood is written as it was read.</summary>
internal sealed class BundleTarget() : Target("bundle", 8_000, BundleParts.Whole)
{
    protected override bool IsUnderstood(byte[] input)
    {
        var (bundle, fault) = Measured(() => BundleParser.Parse(input));
        if (bundle is null)
        {
            Require(fault!.Length > 0, "refused without a word");
            return false;
        }

        var written = BundleParts.Written(bundle);
        var (again, lost) = BundleParser.Parse(written);
        Require(again is not null, $"what was written cannot be read: {lost}");
        Require(BundleParts.Written(again!).AsSpan().SequenceEqual(written), "written, read and written again it is another");
        return true;
    }
}
