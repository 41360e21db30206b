namespace Vips.Host.Reporting;

/// <summary>What `--json` prints when nothing was looked at; the field names are a promise (docs/json.md).</summary>
public static class RefusalJson
{
    /// <param name="output">Standard output.</param>
    /// <param name="tool">`vip-mgmt` or `vip-watchdog`.</param>
    /// <param name="status">The exit status.</param>
    /// <param name="faults">At least one: the lines of standard error.</param>
    public static void Write(TextWriter output, string tool, ExitStatus status, IReadOnlyList<string> faults) =>
        JsonDocumentText.Write(output, json =>
        {
            json.WriteString("tool", tool);
            json.WriteNumber("status", (int)status);
            json.WriteString("refused", faults[0]);
            json.WriteMaybe("faults", faults);
        });
}
