using System.Buffers;
using System.Text.Json;
using Net.Prefixes;
using Tools.Execution;
using Vips.Host.Posix;
using Vips.State;

namespace Vips.Host.State;

/// <summary>What withdrawn/ holds.</summary>
/// <param name="ByPrefix">The statements that could be read.</param>
/// <param name="Faults">One for each file that could not, and for each that is named after no prefix.</param>
public sealed record KeptStatements(IReadOnlyDictionary<Prefix, KeptStatement> ByPrefix, IReadOnlyList<Failure> Faults);

/// <summary>
/// withdrawn/: the exact statement of each prefix as it stood before we withdrew it: `prefix`, `routeMap`, `otherWords`,
/// `when`, `who`.
/// </summary>
public sealed class KeptStatementFiles
{
    private const int Limit = 64 * 1024;

    private readonly PrefixFolder _folder;

    private readonly IStateFiles _files;

    internal KeptStatementFiles(string path, IStateFiles files)
    {
        _folder = new(path, files);
        _files = files;
    }

    public string Path => _folder.Path;

    public Reading<KeptStatements> Read()
    {
        var listed = _folder.List();
        if (!listed.IsKnown)
        {
            return Reading<KeptStatements>.Unknown(listed.Failure);
        }

        var kept = new Dictionary<Prefix, KeptStatement>();
        var faults = listed.Value.Strangers.ConvertAll(name => new Failure(FailureKind.Unusable, Path, $"{name}: not named after a prefix"));
        foreach (var (prefix, name) in listed.Value.Files)
        {
            var path = System.IO.Path.Combine(Path, name);
            try
            {
                if (_files.Read(path, Limit) is { } bytes)
                {
                    kept[prefix] = Parse(prefix, bytes);
                }
            }
            catch (PosixException failure)
            {
                faults.Add(failure.ToFailure());
            }
            catch (Exception damage) when (StateText.IsDamage(damage))
            {
                faults.Add(new(FailureKind.Unusable, path, $"damaged: {PlainText.Line(damage.Message, 200)}"));
            }
        }

        return Reading<KeptStatements>.Known(new(kept, faults));
    }

    public Failure? Write(IEnumerable<KeptStatement> statements) =>
        _folder.Write([.. statements.Select(kept => new PrefixContent(kept.Statement.Prefix, Write(kept)))]);

    /// <summary>After the prefix is announced again.</summary>
    public Failure? Remove(IReadOnlyCollection<Prefix> prefixes) => _folder.Remove(prefixes);

    private static byte[] Write(KeptStatement kept)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, HoldJson.ForPeople))
        {
            json.WriteStartObject();
            StatementJson.Write(json, kept.Statement);
            json.WriteString("when", kept.When);
            json.WriteString("who", kept.Who);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static KeptStatement Parse(Prefix prefix, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, StateText.Options);
        var root = document.RootElement;
        var statement = StatementJson.Read(root);
        return statement.Prefix == prefix
            ? new(statement, root.Time("when"), root.Text("who"))
            : throw new FormatException("of another prefix than its name");
    }
}
