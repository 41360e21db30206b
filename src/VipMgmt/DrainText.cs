namespace VipMgmt;

/// <summary>How a drain ended, in one line.</summary>
internal static class DrainText
{
    internal static string Of(DrainEnding ending)
    {
        var took = $"{ending.Took.TotalSeconds:0} s";
        return ending.IsGone
            ? $"Drained after {took}: {ending.AtEnd} left, {ending.AtStart} at the start"
            : $"Drain ended at its limit after {took}: {ending.AtEnd} left, {ending.AtStart} at the start";
    }
}
