using System.Globalization;
using System.Text;
using Testing;
using Tools.Execution;

namespace Bgp.Vtysh.Tests;

/// <summary>A captured call of the real vtysh, from tests/Fixtures/vtysh/.</summary>
internal sealed record Capture(int Status, string Output, string Error)
{
    /// <param name="name">`frr-8.4.4/show-bgp-ipv4-local`.</param>
    public static Capture Read(string name)
    {
        const string outputMark = "--- stdout\n";
        const string errorMark = "--- stderr\n";
        var text = Repository.Fixture($"vtysh/{name}.txt");
        var output = text.IndexOf(outputMark, StringComparison.Ordinal);
        var error = text.IndexOf(errorMark, StringComparison.Ordinal);
        var status = text.IndexOf("\nrc=", StringComparison.Ordinal) + 4;
        return new(
            int.Parse(text.AsSpan(status, text.IndexOf(' ', status) - status), CultureInfo.InvariantCulture),
            text[(output + outputMark.Length)..error],
            text[(error + errorMark.Length)..]);
    }

    /// <summary>The running configuration of one capture, with bgpd's answer of another after it.</summary>
    public static Capture Running(string name, string answer = "frr-8.4.4/show-bgp-ipv4-absent")
    {
        var configuration = Read(name);
        return configuration with { Output = configuration.Output + Read(answer).Output };
    }

    public ToolResult Result => Of(Output, Status, Error);

    public static ToolResult Of(string output, int status = 0, string error = "") => new(
        new("/usr/bin/vtysh", [], TimeSpan.FromSeconds(5)), ToolEnding.Exited, status,
        Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes(error), TimeSpan.FromMilliseconds(25));
}
