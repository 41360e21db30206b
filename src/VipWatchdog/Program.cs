using Vips;
using Vips.Host.Outcome;
using Vips.Host.Syslog;
using VipWatchdog;

return Guard.Run(Lines.WatchdogName, () => CommandLine.Run(args), bug => SystemLog.WriteOnce(Lines.WatchdogTag, bug));
