using Vips.Host.Following;

namespace VipWatchdog.Follow;

/// <summary>Whom the process that stays listens to.</summary>
/// <param name="Path">Of the FIFO, for words.</param>
/// <param name="Fifo">keepalived's lines.</param>
/// <param name="Signals">What people and systemd want.</param>
/// <param name="Current">The configuration in force.</param>
internal sealed record FollowSources(string Path, NotifyFifo Fifo, FollowSignals Signals, CurrentConfiguration Current);
