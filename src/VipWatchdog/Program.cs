using Vips;
using Vips.Host.Ending;
using Vips.Host.Syslog;
using VipWatchdog;

return BugTrap.Run(Lines.WatchdogName, () => CommandLine.Run(args), bug => SystemLog.WriteOnce(Lines.WatchdogTag, bug));
