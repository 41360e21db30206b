using FsCheck;
using FsCheck.Fluent;
using Vips.Host.Settings;
using Vips.Host.Settings.Yaml;

namespace Vips.Host.Tests.Settings;

/// <summary>The plain reader may give up where it likes; where it does not, it sees what YamlDotNet sees.</summary>
public class PlainYamlReaderTests
{
    private const string Usual =
        """
        # what a site writes
        bgp:
          as: 64699
          vtysh-options: [--vty_socket, /run/frr/red]   # one instance
          mask-v6: 128

        dns:
          servers: [127.0.0.1#53, "2001:db8::53"]
        watchdog:
          drop: 25%
          recheck: 2s
        vips:
        - name: web.example.net
          prefixes: [192.0.2.1/32, 2001:db8::1/128]
          services:
            - tcp/80
            - tcp/443
        - name: 'mail'
          prefixes:
          - 192.0.2.2/32
        state-dir: /var/lib/viptools
        on-change: []

        """;

    [Fact]
    public void It_takes_what_operators_usually_write() => Assert.Equal(Whole(Usual), Show(PlainYamlReader.Read(Usual)));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("a: {b: c}")]
    [InlineData("a: &x b")]
    [InlineData("a: *x")]
    [InlineData("a: !!str b")]
    [InlineData("a: |\n  text")]
    [InlineData("a: b\n  c")]
    [InlineData("a: \"b\\n\"")]
    [InlineData("a: b: c")]
    [InlineData("a:\nb: c")]
    [InlineData("---\na: b")]
    [InlineData("a: b\n...\n")]
    [InlineData("\ta: b")]
    [InlineData("a: ä")]
    [InlineData("a: [b, [c]]")]
    [InlineData("a: [b,")]
    [InlineData("a: [b, , c]")]
    [InlineData("a: 'b' # 'c'")]
    [InlineData("a:\n   b: c\n  d: e")]
    [InlineData("a:\n  - b\n  c: d")]
    [InlineData("- a\n-")]
    [InlineData("- - a")]
    [InlineData("? a\n: b")]
    [InlineData(" a: b\nc: d")]
    [InlineData("a: ~")]
    [InlineData("a:b")]
    public void It_gives_up_on_the_rest(string text) => Assert.Null(PlainYamlReader.Read(text));

    [Fact]
    public void What_it_takes_YamlDotNet_sees_too() =>
        Prop.ForAll(Texts().ToArbitrary(), text => PlainYamlReader.Read(text) is not { } root || Show(root) == Whole(text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20000));

    private static Gen<string> Texts()
    {
        var scalars = Gen.Elements(
            "a", "80", "25%", "/run/x", "tcp/80", "null", "~", "true", "0x1f", "1.5", "a b", "a  b", "a #b", "a#b", "a:b", "::1", "2001:db8::1/128", "127.0.0.1#53", "a,b", "a: b", "-a", "- a", "--x", "---", "-", "...", "b:", "\"q\"", "'q'",
            "\"a, b\"", "'a: b'", "\"\"", "[]", "[a]", "[a, b]", "[ a ,b ]", "[a, ]", "[a b, \"c\"]", "[2001:db8::1/128, ::1]", "[a: b]", "[[a]]", "{}", "{a: b}", "a]", "[a", "&a b", "*a", "!a", "|", ">", "@a", "%a", "?", "");
        var line =
            from indent in Gen.Elements(0, 0, 0, 2, 2, 2, 4, 4, 1, 3)
            from dash in Gen.Elements("", "", "", "- ", "-   ", "-")
            from key in Gen.Elements("a: ", "b: ", "c-d: ", "e_f: ", "g:", "h:", "", "\"k\": ", "a :  ")
            from scalar in scalars
            from comment in Gen.Elements("", "", "", "", " # c", "  #", "#", " ")
            select new string(' ', indent) + dash + key + scalar + comment;
        return line.ArrayOf().Where(lines => lines.Length is > 0 and < 9).Select(lines => string.Join('\n', lines) + "\n");
    }

    private static string Whole(string text)
    {
        var faults = new FaultList("x");
        var root = YamlDocumentReader.Read(text, faults);
        return faults.Count == 0 ? Show(root) : $"fault: {faults.InOrder()[0]}";
    }

    private static string Show(YamlNode? node) => node switch
    {
        YamlScalar scalar => (scalar.IsPlain ? "" : "!") + $"<{scalar.Text}>",
        YamlSequence list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        YamlMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        _ => "nothing",
    };
}
