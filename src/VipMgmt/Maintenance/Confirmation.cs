using Vips;
using Vips.Maintenance;

namespace VipMgmt.Maintenance;

/// <summary>A yes before more than half of what a director announces goes.</summary>
public static class Confirmation
{
    /// <returns>Why nothing is done; null when somebody said yes.</returns>
    public static (string Words, ExitStatus Status)? Ask(AnnouncedShare share)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            return ($"{share}: more than half needs --yes where nobody can be asked; nothing is done", ExitStatus.Usage);
        }

        Console.Error.Write($"vip-mgmt: {share}. Go on? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes" ? null : ("nothing is done", ExitStatus.KeptBack);
    }
}
