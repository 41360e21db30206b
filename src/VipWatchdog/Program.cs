using Vips;
using Vips.Host.Ending;
using Vips.Host.Syslog;
using VipWatchdog;

return BugTrap.Run(ProgramNames.Watchdog, () => CommandLine.Run(args), bug => SystemLog.WriteOnce(SyslogTags.Watchdog, bug));
