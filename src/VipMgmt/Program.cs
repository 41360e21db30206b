using VipMgmt;
using Vips;
using Vips.Host.Ending;
using Vips.Host.Syslog;

return BugTrap.Run("vip-mgmt", () => CommandLine.Run(args), bug => SystemLog.WriteOnce(SyslogTags.Route, bug));
