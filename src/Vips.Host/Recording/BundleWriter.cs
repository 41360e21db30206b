using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Bgp.Vtysh;
using Tools.Execution;
using Vips.Host.State;
using Vips.Readings;

namespace Vips.Host.Recording;

/// <summary>A bundle as JSON (docs/replay.md). Bytes that are UTF-8 stand there as text, others as base64.</summary>
public static class BundleWriter
{
    /// <summary>Of the format.</summary>
    public const int Version = 1;

    /// <summary>So much of a tool's answer at once: escaped whole, ten megabytes ask for sixty more.</summary>
    private const int Piece = 8 * 1024;

    public static void Write(Bundle bundle, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, HoldJson.ForPeople))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("program", bundle.Program);
            json.WriteString("host", bundle.Host);
            json.WriteString("scope", bundle.HoldsAlone ? "holds" : "whole");
            json.WriteBoolean("dry_run", bundle.DryRun);
            if (bundle.WithoutLock is { } without)
            {
                json.WriteStartObject("without_lock");
                json.WriteString("words", without.Words);
                json.WriteNumber("status", (int)without.Status);
                json.WriteEndObject();
            }

            json.WriteString("configuration", bundle.Configuration);
            json.WriteStartArray("passes");
            foreach (var pass in bundle.Passes)
            {
                WritePass(json, pass);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WritePass(Utf8JsonWriter json, RecordedPass pass)
    {
        json.WriteStartObject();
        WriteFailure(json, "unfit", pass.Unfit);
        if (pass.RanBefore is { } ran)
        {
            json.WriteBoolean("ran_before", ran);
        }

        Items(json, "decided", pass.Decided, WriteDecision);
        json.WriteNumber("status", (int)pass.Status);
        Items(json, "files", pass.Files, WriteFile);
        Items(json, "folders", pass.Folders, WriteFolder);
        Items(json, "startup", pass.Startup, WriteStartup);
        Items(json, "readings", pass.Readings, WriteReading);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, RecordedFile file)
    {
        json.WriteString("path", file.Path);
        if (file.Words is { } words)
        {
            json.WriteString("words", words);
            json.WriteNumber("errno", file.Error);
        }
        else if (file.Bytes is { } bytes)
        {
            WriteBytes(json, "text", bytes);
        }

        if (file.Changed is { } changed)
        {
            json.WriteString("changed", changed);
        }
    }

    private static void WriteFolder(Utf8JsonWriter json, RecordedFolder folder)
    {
        json.WriteString("path", folder.Path);
        WriteFailure(json, "failure", folder.Names.Failure);
        WriteTexts(json, "names", folder.Names.IsKnown ? folder.Names.Value : []);
    }

    private static void WriteStartup(Utf8JsonWriter json, StartupText file)
    {
        json.WriteString("path", file.Path);
        WriteText(json, "text", file.Text);
        WriteText(json, "holds_none", file.HoldsNone);
        WriteFailure(json, "failure", file.Failure);
    }

    private static void WriteReading(Utf8JsonWriter json, RecordedReading reading)
    {
        json.WriteString("boot", reading.Now.BootId);
        json.WriteNumber("since_boot", Seconds(reading.Now.SinceBoot));
        json.WriteString("time", reading.Now.Wall);
        switch (reading.Keepalived)
        {
            case KeepalivedState.Running running:
                json.WriteNumber("keepalived_runs_for", Seconds(running.Age));
                break;
            case KeepalivedState.NotRunning dead:
                json.WriteString("keepalived_is_not_running", dead.Words);
                break;
            default:
                break;
        }

        WriteText(json, "witness_unfit", reading.WitnessUnfit);
        Items(json, "tools", reading.Tools, WriteTool);
    }

    private static void WriteTool(Utf8JsonWriter json, ToolResult result)
    {
        json.WriteString("program", result.Command.Program);
        WriteTexts(json, "arguments", result.Command.Arguments);
        json.WriteNumber("deadline", Seconds(result.Command.Deadline));
        json.WriteNumber("output_limit", result.Command.OutputLimit);
        json.WriteString("ending", result.Ending.ToString());
        json.WriteNumber("status", result.Status);
        json.WriteNumber("seconds", Seconds(result.Duration));
        WriteText(json, "start_error", result.StartError);
        if (result.LeftBehind is { } pid)
        {
            json.WriteNumber("left_behind", pid);
        }

        WriteBytes(json, "stdout", result.StandardOutput);
        WriteBytes(json, "stderr", result.StandardError);
    }

    private static void WriteDecision(Utf8JsonWriter json, RecordedDecision decision)
    {
        json.WriteString("prefix", decision.Prefix.ToString());
        json.WriteString("rule", decision.Rule);
        json.WriteString("action", decision.Action);
        json.WriteString("why", decision.Why);
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, byte[] bytes)
    {
        var isText = Utf8.IsValid(bytes);
        json.WritePropertyName(isText ? name : $"{name}_base64");
        var at = 0;
        do
        {
            var piece = bytes.AsSpan(at, Math.Min(Piece, bytes.Length - at));
            at += piece.Length;
            if (isText)
            {
                json.WriteStringValueSegment(piece, isFinalSegment: at == bytes.Length);
            }
            else
            {
                json.WriteBase64StringSegment(piece, isFinalSegment: at == bytes.Length);
            }
        }
        while (at < bytes.Length);
    }

    private static void WriteFailure(Utf8JsonWriter json, string name, Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("kind", failure.Kind.ToString());
        json.WriteString("subject", failure.Subject);
        json.WriteString("words", failure.Words);
        json.WriteEndObject();
    }

    private static decimal Seconds(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerSecond;
}
