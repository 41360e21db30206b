using Bench;
using Bench.Cases;
using Bench.Report;

var options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine("usage: bench/run [--quick] [--out FOLDER] [nochange|withdrawal|maintenance|foreign]...");
    return 64;
}

using var bed = new Bed();
using var site = new Site(bed, options.Programs);
var floor = new Floor(options.Floor, bed.Folder);
var results = new List<Result>();
foreach (var one in options.Cases)
{
    results.AddRange(one switch
    {
        "nochange" => NoChange.Measure(site, floor, options.Quick),
        "withdrawal" => Withdrawal.Measure(site, floor, options.Quick),
        "maintenance" => Maintenance.Measure(site, floor, options.Quick),
        _ => ForeignRoutes.Measure(site, floor, options.Quick),
    });
}

Directory.CreateDirectory(options.Out);
var table = Table.Of(results, Machine.Describe());
Console.WriteLine(table);
File.WriteAllText(Path.Combine(options.Out, "results.md"), table);
File.WriteAllText(Path.Combine(options.Out, "results.json"), ResultsJson.Of(results));
File.WriteAllText(Path.Combine(options.Out, "growth.svg"), GrowthPlot.Of(results));
return 0;
