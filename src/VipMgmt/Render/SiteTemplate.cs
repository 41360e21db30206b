using Bgp.Vtysh.Model;
using HandlebarsDotNet;
using Tools.Execution;
using Vips;
using Vips.Host.Settings;

namespace VipMgmt.Render;

/// <summary>A template of a site's configuration: ours, which stand in templates/quagga, or the operator's own.</summary>
/// <param name="Name">Its file, for messages.</param>
/// <param name="Text">In the language of Handlebars.</param>
public sealed record SiteTemplate(string Name, string Text)
{
    /// <param name="folder">The operator's; null for ours.</param>
    /// <param name="suite">Which of the two flavours.</param>
    public static (SiteTemplate? Template, IReadOnlyList<ConfigurationFault> Faults, ExitStatus Status) Load(string? folder, Suite suite)
    {
        var file = $"{FlavourOf(suite)}.hbs";
        if (folder is null)
        {
            return (new($"our {file}", BuiltIn(file)), [], ExitStatus.Done);
        }

        var path = Path.Combine(folder, file);
        var trusted = TrustedFile.Read(path);
        return trusted.Text is { } text ? (new(path, text), [], ExitStatus.Done) : (null, trusted.Faults, trusted.Status);
    }

    public static string FlavourOf(Suite suite) => suite == Suite.Quagga ? "quagga" : "frr";

    /// <returns>The text, or every fault of the template.</returns>
    public (string? Text, IReadOnlyList<ConfigurationFault> Faults) Render(IReadOnlyDictionary<string, object?> model)
    {
        var faults = TemplateCheck.Faults(Name, Text, TemplateModel.Shape);
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        try
        {
            var handlebars = Handlebars.Create(new HandlebarsConfiguration { ThrowOnUnresolvedBindingExpression = true, NoEscape = true });
            return (handlebars.Compile(Text)(model), []);
        }
        catch (HandlebarsException refused)
        {
            return (null, [new(Name, 0, 0, PlainText.Line(refused.Message, 300))]);
        }
    }

    private static string BuiltIn(string file)
    {
        using var stream = typeof(SiteTemplate).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
