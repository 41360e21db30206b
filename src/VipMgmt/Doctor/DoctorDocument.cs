using Vips;
using Vips.Doctor;
using Vips.Host.Reporting;

namespace VipMgmt.Doctor;

/// <summary>Findings for programs; the field names are a promise (docs/json.md).</summary>
public static class DoctorDocument
{
    /// <param name="output">Standard output.</param>
    /// <param name="checkup">What was found.</param>
    /// <param name="now">When the machine was looked at.</param>
    public static void Write(TextWriter output, Checkup checkup, DateTimeOffset now) => JsonDocumentText.Write(output, json =>
    {
        json.WriteString("tool", "vip-mgmt");
        json.WriteString("time", TimeText.Of(now));
        json.WriteNumber("status", (int)checkup.Status);
        json.WriteStartArray("findings");
        foreach (var finding in checkup.Findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("health", JsonWords.Kebab(finding.Health.ToString()));
            json.WriteString("text", finding.Words);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
