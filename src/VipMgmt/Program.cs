using VipMgmt;

return CommandLine.Run(args);
