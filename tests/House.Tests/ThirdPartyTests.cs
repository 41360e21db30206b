using System.Diagnostics;
using Testing;

namespace House.Tests;

/// <summary>THIRD-PARTY.md names what ships: the libraries of the lock files, with what they say of their licences.</summary>
public sealed class ThirdPartyTests
{
    [Fact]
    public async Task Is_what_its_script_makes()
    {
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(HouseFiles.Root, "packaging", "third-party"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = script.StandardError.ReadToEndAsync();
        var output = await script.StandardOutput.ReadToEndAsync();

        Assert.Equal("", await error);
        Golden.Verify("../../THIRD-PARTY.md", output);
    }
}
