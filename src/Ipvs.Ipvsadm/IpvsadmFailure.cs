using Tools.Execution;

namespace Ipvs.Ipvsadm;

/// <summary>What a run of ipvsadm that gave no table means, told apart as in facts/ipvs.md.</summary>
internal static class IpvsadmFailure
{
    /// <summary>
    /// Null when it exited 0. Words on stderr beside status 0 are no failure: they are modprobe's, which ipvsadm starts
    /// when ip_vs is not loaded yet.
    /// </summary>
    public static Failure? Of(ToolResult result)
    {
        if (result.Succeeded)
        {
            return null;
        }

        var failure = ToolFailure.From(result);
        if (result.Ending != ToolEnding.Exited)
        {
            return failure;
        }

        var said = result.StandardError.AsSpan();
        return failure.Kind == FailureKind.NotPermitted
            ? failure with { Words = $"{failure.Words}; run as root, or with CAP_NET_ADMIN" }
            : said.IndexOf("Can't initialize ipvs: Protocol not available"u8) >= 0

                // modprobe's complaint stands before it and would be taken for the reason (capture err-no-module.err).
                ? failure with { Words = $"exit status {result.Status}: Can't initialize ipvs: Protocol not available; the kernel has no IPVS, load it with modprobe ip_vs" }
                : failure;
    }
}
