using Tools.Execution;

namespace Vips;

/// <summary>The exit status of a failed reading.</summary>
public static class StatusOf
{
    public static ExitStatus Failure(Failure failure) =>
        failure.Kind == FailureKind.NotPermitted ? ExitStatus.NotPermitted : ExitStatus.ToolUnusable;
}
