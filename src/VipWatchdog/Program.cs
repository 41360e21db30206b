using VipWatchdog;

return CommandLine.Run(args);
