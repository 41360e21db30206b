using Dns.Dig.Model;
using Vips;
using Vips.Doctor;
using Vips.Host.Diagnosis;

namespace VipMgmt.Doctor;

/// <summary>`vip-mgmt doctor`: read everything, judge it, tell it.</summary>
public sealed class DoctorRun(DoctorReader reader, TextWriter output, bool isJson, bool colours)
{
    /// <param name="names">Asked of DNS besides those that are known.</param>
    public ExitStatus Run(IReadOnlyList<DnsName> names)
    {
        var seen = reader.Read(names);
        var checkup = Checkup.Of(seen);
        if (isJson)
        {
            DoctorDocument.Write(output, checkup, seen.Inputs.Now.Wall);
            return checkup.Status;
        }

        foreach (var line in DoctorText.Lines(checkup, colours))
        {
            output.WriteLine(line);
        }

        return checkup.Status;
    }
}
