using VipMgmt;
using Vips;
using Vips.Host.Outcome;
using Vips.Host.Syslog;

return Guard.Run("vip-mgmt", () => CommandLine.Run(args), bug => SystemLog.WriteOnce(Lines.RouteTag, bug));
