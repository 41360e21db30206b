using System.Globalization;
using System.Text;

namespace Bench.Report;

/// <summary>How a run without a change grows with the services, ours and the floor: both axes logarithmic, so that linear growth is a slope of one.</summary>
internal static class GrowthPlot
{
    private const int Width = 640;
    private const int Height = 400;
    private const int Margin = 60;
    private const double MostServices = 4; // 10^4
    private const double MostTime = 4;

    public static string Of(IReadOnlyList<Result> results)
    {
        var points = results.Where(result => result.Case == "no change").ToArray();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        for (var power = 0; power <= MostServices; power++)
        {
            var (x, y) = (X(Math.Pow(10, power)), Y(Math.Pow(10, power)));
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.#} {Margin} V{Height - Margin} M{Margin} {y:0.#} H{Width - Margin}\" stroke=\"#ddd\" fill=\"none\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{Math.Pow(10, power):0}</text>\n<text x=\"{Margin - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Math.Pow(10, power):0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height - 14}\" text-anchor=\"middle\">virtual services, 10 real servers each</text>\n<text x=\"{Margin}\" y=\"{Margin - 16}\">milliseconds of a run without a change (median)</text>\n");
        Line(svg, points, result => result.Ours.Median, "#1f5fa8", "vip-watchdog", 0);
        Line(svg, points, result => result.Floor.Median, "#c26a1a", "its tools alone", 1);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, IReadOnlyList<Result> results, Func<Result, double> of, string colour, string name, int place)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{string.Join(' ', results.Select(result => string.Create(CultureInfo.InvariantCulture, $"{X(result.Services):0.#},{Y(of(result)):0.#}")))}\"/>\n");
        foreach (var result in results)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(result.Services):0.#}\" cy=\"{Y(of(result)):0.#}\" r=\"3\" fill=\"{colour}\"><title>{name}, {result.Services}: {of(result):0.#} ms</title></circle>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + 14}\" y=\"{Margin + 18 + (16 * place)}\" fill=\"{colour}\">{name}</text>\n");
    }

    private static double X(double services) => Margin + (Math.Log10(Math.Max(services, 1)) / MostServices * (Width - (2 * Margin)));

    private static double Y(double time) => Height - Margin - (Math.Log10(Math.Max(time, 1)) / MostTime * (Height - (2 * Margin)));
}
