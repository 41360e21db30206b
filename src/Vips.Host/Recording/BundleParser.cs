using System.Text;
using System.Text.Json;
using Bgp.Vtysh;
using Tools.Execution;
using Vips.Host.State;
using Vips.Readings;

namespace Vips.Host.Recording;

/// <summary>
/// Reads a bundle, which anybody may have written: whatever is not as <see cref="BundleWriter"/> writes it is a fault of
/// the whole. What stands in its texts goes through the parsers of a live run, which believe nothing either.
/// </summary>
public static class BundleParser
{
    /// <summary>A run has two passes at most, and a pass two readings.</summary>
    private const int MostOfEach = 2;

    /// <summary>Far beyond any clock: times of the state may be added to it.</summary>
    private const decimal MostSeconds = 100m * 365 * 86400;

    /// <returns>The bundle, or in words what is wrong with it, not yet fit for a terminal.</returns>
    public static (Bundle? Bundle, string? Fault) Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, StateText.Options);
            return (ReadBundle(document.RootElement), null);
        }
        catch (Exception damage) when (StateText.IsDamage(damage))
        {
            return (null, damage.Message);
        }
    }

    private static Bundle ReadBundle(JsonElement root)
    {
        JsonFields.RequireVersion(root, BundleWriter.Version);
        Only(root, "version", "program", "host", "scope", "dry_run", "without_lock", "configuration", "passes");
        return new(root.Text("program"), root.Text("host"), root.Text("configuration"), Some(root, "passes", ReadPass))
        {
            HoldsAlone = root.Text("scope") switch
            {
                "whole" => false,
                "holds" => true,
                _ => throw new FormatException("field `scope` is neither `whole` nor `holds`"),
            },
            DryRun = Flag(root, "dry_run"),
            WithoutLock = root.Optional("without_lock") is { } without ? ReadLock(without) : null,
        };
    }

    private static LockMissing ReadLock(JsonElement without)
    {
        Only(without, "words", "status");
        return new(without.Text("words"), Status(without));
    }

    private static RecordedPass ReadPass(JsonElement json)
    {
        Only(json, "unfit", "ran_before", "decided", "status", "files", "folders", "startup", "readings");
        var pass = new RecordedPass
        {
            Unfit = ReadFailure(json, "unfit"),
            RanBefore = json.OptionalFlag("ran_before"),
            Decided = [.. json.Items("decided").Select(ReadDecision)],
            Status = Status(json),
        };
        pass.Files.AddRange(json.Items("files").Select(ReadFile));
        pass.Folders.AddRange(json.Items("folders").Select(ReadFolder));
        pass.Startup.AddRange(json.Items("startup").Select(ReadStartup));
        pass.Readings.AddRange(Some(json, "readings", ReadReading));
        return pass;
    }

    private static RecordedDecision ReadDecision(JsonElement json)
    {
        Only(json, "prefix", "rule", "action", "why");
        return new(json.Prefix("prefix"), json.Text("rule"), json.Text("action"), json.Text("why"));
    }

    private static RecordedFile ReadFile(JsonElement json)
    {
        Only(json, "path", "words", "errno", "text", "text_base64", "changed");
        return new(json.Text("path"))
        {
            Bytes = OptionalBytes(json, "text"),
            Words = json.OptionalText("words"),
            Error = json.OptionalInteger("errno") ?? 0,
            Changed = json.Optional("changed") is null ? null : Time(json, "changed"),
        };
    }

    private static RecordedFolder ReadFolder(JsonElement json)
    {
        Only(json, "path", "failure", "names");
        var names = Texts(json, "names");
        return new(json.Text("path"), ReadFailure(json, "failure") is { } failure
            ? Reading<IReadOnlyList<string>>.Unknown(failure)
            : Reading<IReadOnlyList<string>>.Known(names));
    }

    private static StartupText ReadStartup(JsonElement json)
    {
        Only(json, "path", "text", "holds_none", "failure");
        return new(json.Text("path"), json.OptionalText("text"), json.OptionalText("holds_none"), ReadFailure(json, "failure"));
    }

    private static RecordedReading ReadReading(JsonElement json)
    {
        Only(json, "boot", "since_boot", "time", "keepalived_runs_for", "keepalived_is_not_running", "witness_unfit", "tools");
        var reading = new RecordedReading
        {
            Now = new(json.Text("boot"), Seconds(json, "since_boot"), Time(json, "time")),
            Keepalived = json.OptionalText("keepalived_is_not_running") is { } words ? new KeepalivedState.NotRunning(words)
                : json.Optional("keepalived_runs_for") is not null ? new KeepalivedState.Running(Seconds(json, "keepalived_runs_for"))
                : new KeepalivedState.NotWatched(),
            WitnessUnfit = json.OptionalText("witness_unfit"),
        };
        reading.Tools.AddRange(json.Items("tools").Select(ReadTool));
        return reading;
    }

    private static ToolResult ReadTool(JsonElement json)
    {
        Only(json, "program", "arguments", "deadline", "output_limit", "ending", "status", "seconds", "start_error", "left_behind",
            "stdout", "stdout_base64", "stderr", "stderr_base64");
        var command = new ToolCommand(json.Text("program"), Texts(json, "arguments"), Seconds(json, "deadline")) { OutputLimit = json.Integer("output_limit") };
        return new(
            command, Named<ToolEnding>(json, "ending"), json.Integer("status"),
            OptionalBytes(json, "stdout") ?? throw new FormatException("field `stdout` is missing"),
            OptionalBytes(json, "stderr") ?? throw new FormatException("field `stderr` is missing"), Seconds(json, "seconds"))
        {
            StartError = json.OptionalText("start_error"),
            LeftBehind = json.OptionalInteger("left_behind"),
        };
    }

    private static Failure? ReadFailure(JsonElement parent, string name)
    {
        if (parent.Optional(name) is not { } json)
        {
            return null;
        }

        Only(json, "kind", "subject", "words");
        return new(Named<FailureKind>(json, "kind"), json.Text("subject"), json.Text("words"));
    }

    /// <summary>At least one, and no more than a run can have.</summary>
    private static List<T> Some<T>(JsonElement parent, string name, Func<JsonElement, T> read)
    {
        var items = parent.Items(name).Take(MostOfEach + 1).Select(read).ToList();
        return items.Count is > 0 and <= MostOfEach ? items : throw new FormatException($"field `{name}` has not 1 or {MostOfEach} items");
    }

    private static List<string> Texts(JsonElement parent, string name) => [.. parent.Items(name).Select(text => JsonFields.AsText(text, name))];

    private static byte[]? OptionalBytes(JsonElement parent, string name)
    {
        if (parent.Optional($"{name}_base64") is not { } coded)
        {
            return parent.OptionalText(name) is { } text ? Encoding.UTF8.GetBytes(text) : null;
        }

        return parent.Optional(name) is null && coded.ValueKind == JsonValueKind.String && coded.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new FormatException($"field `{name}_base64` is no base64, or `{name}` stands beside it");
    }

    private static bool Flag(JsonElement parent, string name) => parent.OptionalFlag(name) ?? throw new FormatException($"field `{name}` is missing");

    private static ExitStatus Status(JsonElement parent) => (ExitStatus)parent.Integer("status") is var status && Enum.IsDefined(status)
        ? status
        : throw new FormatException("field `status` is no exit status of ours");

    private static T Named<T>(JsonElement parent, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(parent.Text(name), out var value) && Enum.IsDefined(value) && parent.Text(name) == value.ToString()
            ? value
            : throw new FormatException($"field `{name}` has an unknown word");

    private static TimeSpan Seconds(JsonElement parent, string name) =>
        parent.Required(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var seconds) && Math.Abs(seconds) <= MostSeconds
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new FormatException($"field `{name}` is no number of seconds of a clock");

    private static DateTimeOffset Time(JsonElement parent, string name) => parent.Time(name) is { UtcDateTime.Year: >= 1970 and < 3000 } time
        ? time
        : throw new FormatException($"field `{name}` is a time of no clock");

    private static void Only(JsonElement parent, params ReadOnlySpan<string> names)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("no object where one is expected");
        }

        foreach (var field in parent.EnumerateObject())
        {
            if (!names.Contains(field.Name))
            {
                throw new FormatException($"field `{field.Name}` is unknown");
            }
        }
    }
}
