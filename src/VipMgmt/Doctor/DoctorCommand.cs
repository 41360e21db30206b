using System.CommandLine;
using Dns.Dig.Model;
using Vips;
using Vips.Host.Diagnosis;
using Vips.Host.Director;
using Vips.Host.Settings;

namespace VipMgmt.Doctor;

/// <summary>`vip-mgmt doctor` on the command line.</summary>
public static class DoctorCommand
{
    private static readonly Argument<string[]> Names = new("NAME") { Description = "names that DNS is asked for besides those that are known", Arity = ArgumentArity.ZeroOrMore };

    public static Command Make()
    {
        var doctor = new Command("doctor", "every precondition, what is wrong with it, and the remedy; changes nothing") { Names };
        CommandLine.RefuseChanges(doctor);
        doctor.SetAction(result =>
        {
            var common = CommonOptions.Of(result);
            var names = new List<DnsName>();
            foreach (var text in result.GetValue(Names) ?? [])
            {
                if (!DnsName.TryParse(text, out var name, out var fault))
                {
                    return (int)CommandLine.Usage($"'{text}' is no name: {fault}");
                }

                names.Add(name);
            }

            return (int)WithConfiguration.Run(common.Config, common.Json, configuration => Run(configuration, common, names));
        });
        return doctor;
    }

    private static ExitStatus Run(Configuration configuration, CommonOptions common, List<DnsName> names)
    {
        var reader = new DoctorReader(configuration, new DirectorTools(configuration, limit: null), new());
        var colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new DoctorRun(reader, Console.Out, common.Json, colours).Run(names);
    }
}
