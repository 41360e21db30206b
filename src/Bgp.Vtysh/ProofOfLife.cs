namespace Bgp.Vtysh;

/// <summary>
/// The question put last in every call. When bgpd dies, vtysh prints what it got, closes a running configuration with a
/// valid `end`, and exits 0 (facts/vtysh.md, point 8); an answer that only bgpd can give shows that it lived to the end.
/// Asking for one address that no table holds works alike on Quagga and FRR, with status 0, so that a call needs no
/// knowledge of the suite (`show bgp summary json` is status 1 on Quagga, and answered by vtysh itself).
/// </summary>
public static class ProofOfLife
{
    public const string Question = "show bgp ipv4 unicast 255.255.255.255/32";

    /// <summary>Whether the text is one whole answer of bgpd to it, and nothing else.</summary>
    public static bool IsAnswer(ReadOnlySpan<char> text) => text.EndsWith('\n') && text.TrimEnd('\n') switch
    {
        "% Network not in table" => true,
        "Default BGP instance not found" => true, // FRR without an instance in the default VRF
        "No BGP process is configured" => true, // Quagga
        var entry => entry.StartsWith("BGP routing table entry for 255.255.255.255/32", StringComparison.Ordinal),
    };
}
