using System.Runtime.InteropServices;
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
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
{
    bed.Dispose(); // its daemons and namespaces would outlive us
    Environment.Exit(143);
});
using var site = new Site(bed, options.Programs);
var floor = new Floor(options.Floor, bed.Folder);
var results = new List<Result>();
var status = 0;
foreach (var one in options.Cases)
{
    try
    {
        results.AddRange(one switch
        {
            "nochange" => NoChange.Measure(site, floor, options.Quick),
            "withdrawal" => Withdrawal.Measure(site, floor, options.Quick),
            "maintenance" => Maintenance.Measure(site, floor, options.Quick),
            _ => ForeignRoutes.Measure(site, floor, options.Quick),
        });
    }
    catch (Exception failure) when (failure is InvalidOperationException or IOException or TimeoutException)
    {
        Console.Error.WriteLine($"bench/run: {one}: {failure.Message}"); // the other cases are worth their figures all the same
        status = 69;
    }
}

Directory.CreateDirectory(options.Out);
var table = Table.Of(results, Machine.Describe());
Console.WriteLine(table);
File.WriteAllText(Path.Combine(options.Out, "results.md"), table);
File.WriteAllText(Path.Combine(options.Out, "results.json"), ResultsJson.Of(results));
File.WriteAllText(Path.Combine(options.Out, "growth.svg"), GrowthPlot.Of(results));
return status;
