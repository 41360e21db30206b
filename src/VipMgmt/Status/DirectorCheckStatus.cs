using Vips;
using Vips.Monitoring;

namespace VipMgmt.Status;

/// <summary>`status --check` uses 0 to 3 alone: whatever keeps it from judging is 3 (DESIGN section 10).</summary>
internal static class DirectorCheckStatus
{
    internal static int Of(ExitStatus status) => (int)status <= (int)CheckState.Unknown ? (int)status : (int)CheckState.Unknown;
}
