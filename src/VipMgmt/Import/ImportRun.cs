using System.Text;
using Tools.Execution;
using Vips;
using Vips.Host.Reporting;
using Vips.Host.Settings;

namespace VipMgmt.Import;

/// <summary>Reads the ancestor's scripts and prints our configuration in their place. Nothing of them is run, and nothing is written.</summary>
public sealed class ImportRun(TextWriter output, TextWriter error, bool isJson)
{
    /// <summary>More is no script of the ancestor's, which have a few hundred lines.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>bgp.inc.sh was sourced from a folder `scripts` beside the others.</summary>
    private static readonly string[] Scripts = ["bgp.inc.sh", "scripts/bgp.inc.sh", "vip_mgmt", "vip_watchdog"];

    public ExitStatus Run(string folder)
    {
        var (variables, faults, warnings) = (new List<AncestorVariable>(), new List<ConfigurationFault>(), new List<string>());
        var read = new List<string>();
        foreach (var script in Scripts)
        {
            var path = Path.Combine(folder, script);
            if (!File.Exists(path))
            {
                continue;
            }

            read.Add(Path.GetFileName(script));
            if (TextOf(path, faults) is { } text)
            {
                var (found, unread) = AncestorScriptParser.Parse(path, text);
                variables.AddRange(found);
                faults.AddRange(unread);
            }
        }

        if (read.Count == 0)
        {
            return Refuse([$"{PlainText.Line(folder)}: neither vip_mgmt nor vip_watchdog nor bgp.inc.sh is there"]);
        }

        warnings.AddRange(Scripts.Where(script => !script.Contains('/', StringComparison.Ordinal)).Except(read).Select(missing => $"{PlainText.Line(folder)}: no {missing}; what it says is left to our defaults"));
        var configuration = AncestorConfiguration.Of(variables);
        faults.AddRange(configuration.Faults);
        return faults.Count > 0 ? Refuse([.. faults.Select(fault => fault.ToString())]) : Print(folder, configuration.Text, [.. warnings, .. configuration.Warnings]);
    }

    private static string? TextOf(string path, List<ConfigurationFault> faults)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length is > 0 and <= MostBytes)
            {
                return Encoding.Latin1.GetString(File.ReadAllBytes(path)); // comments in French, of 2012: any bytes
            }

            faults.Add(new(path, 0, 0, length == 0 ? "is empty, or no regular file" : "larger than 1 MiB: no script of the ancestor's"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(path, 0, 0, PlainText.Line(failure.Message, 200)));
        }

        return null;
    }

    private ExitStatus Print(string folder, string text, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            error.WriteLine($"vip-mgmt: warning: {PlainText.Line(warning)}");
        }

        var whole = $"# From the ancestor's scripts in {PlainText.Line(folder)}. Judge it with: vip-mgmt check-config FILE\n{text}";
        if (!isJson)
        {
            output.Write(whole);
            return ExitStatus.Done;
        }

        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", "vip-mgmt");
            json.WriteNumber("status", (int)ExitStatus.Done);
            json.WriteString("text", whole);
            json.WriteMaybe("warnings", warnings);
        });
        return ExitStatus.Done;
    }

    private ExitStatus Refuse(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            error.WriteLine(fault);
        }

        if (isJson)
        {
            RefusalJson.Write(output, "vip-mgmt", ExitStatus.Configuration, faults);
        }

        return ExitStatus.Configuration;
    }
}
