namespace Vips.Policies;

/// <summary>What happens when more than the allowed share would be withdrawn at once.</summary>
public enum MassWithdrawalAction
{
    /// <summary>Read everything again, and withdraw what both readings say.</summary>
    Recheck,

    /// <summary>Withdraw nothing until so many runs agree.</summary>
    Refuse,
}
