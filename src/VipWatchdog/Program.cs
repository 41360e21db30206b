using Vips;
using Vips.Host.Outcome;
using Vips.Host.Syslog;
using VipWatchdog;

return Guard.Run("vip-watchdog", () => CommandLine.Run(args), bug => SystemLog.WriteOnce(Lines.WatchdogTag, bug));
