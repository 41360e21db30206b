using Tools.Execution;
using Vips.Host.Settings;

namespace VipMgmt.Render;

/// <summary>
/// Every name of a template against the names that there are, with line and column. Handlebars alone says which name is
/// undefined, but not where, and only of the branches that are taken: a misspelt name under an `if` would lie in wait.
/// </summary>
public sealed class TemplateCheck
{
    private static readonly string[] Blocks = ["each", "if", "unless"];

    private readonly string _file;
    private readonly List<ConfigurationFault> _faults = [];
    private readonly Stack<(string Word, TemplateTag Tag)> _open = [];
    private readonly List<TemplateShape> _scopes;

    private TemplateCheck(string file, TemplateShape root) => (_file, _scopes) = (file, [root]);

    /// <summary>Empty when the template can be rendered.</summary>
    /// <param name="file">Named in the faults.</param>
    /// <param name="text">The template.</param>
    /// <param name="root">The names at the top.</param>
    public static IReadOnlyList<ConfigurationFault> Faults(string file, string text, TemplateShape root)
    {
        var check = new TemplateCheck(file, root);
        foreach (var tag in TemplateTag.Of(text))
        {
            check.Judge(tag);
        }

        foreach (var (word, tag) in check._open)
        {
            check.Fault(tag, $"{{{{#{word}}}}} is never closed");
        }

        return [.. check._faults.OrderBy(fault => (fault.Line, fault.Column))];
    }

    private void Judge(TemplateTag tag)
    {
        switch (tag.Words)
        {
            case [] when !tag.IsClosed:
                Fault(tag, "'{{' without its '}}'");
                break;
            case ["else"]:
                JudgeElse(tag);
                break;
            case [['#', .. var block], var path] when Blocks.Contains(block):
                var shape = Resolve(tag, path);
                Open(tag, block, path, shape);
                break;
            case [['/', .. var block]]:
                Close(tag, block);
                break;
            case [var path] when path[0] is not ('#' or '>' or '&' or '^'):
                JudgeValue(tag, path);
                break;
            default:
                Fault(tag, $"'{string.Join(' ', tag.Words)}' is not known here: a name, #each NAME, #if NAME, #unless NAME, else");
                break;
        }
    }

    private void JudgeElse(TemplateTag tag)
    {
        if (_open.Count == 0 || _open.Peek().Word == "each")
        {
            Fault(tag, "'else' goes with #if and #unless");
        }
    }

    private void Open(TemplateTag tag, string block, string path, TemplateShape? shape)
    {
        if (block == "each")
        {
            if (shape is { IsList: false })
            {
                Fault(tag, $"'{path}' is no list");
            }

            // After a fault nothing below it can be judged: everything is known there.
            _scopes.Add(shape is { IsList: true } ? shape with { IsList = false } : Anything);
        }

        _open.Push((block, tag));
    }

    private void Close(TemplateTag tag, string block)
    {
        if (_open.Count == 0 || _open.Peek().Word != block)
        {
            Fault(tag, _open.Count == 0 ? $"{{{{/{block}}}}} closes nothing" : $"{{{{/{block}}}}} where {{{{/{_open.Peek().Word}}}}} must come first (opened on line {_open.Peek().Tag.Line})");
            return;
        }

        _open.Pop();
        if (block == "each")
        {
            _scopes.RemoveAt(_scopes.Count - 1);
        }
    }

    private void JudgeValue(TemplateTag tag, string path)
    {
        if (path is "@first" or "@last" or "@index")
        {
            JudgeLoopName(tag, path);
        }
        else if (Resolve(tag, path) is { } shape && shape != Anything && (shape.IsList || !shape.IsValue))
        {
            Fault(tag, $"'{path}' is {(shape.IsList ? "a list: go through it with #each" : $"an object: name one of its fields ({string.Join(", ", shape.Fields.Keys)})")}");
        }
    }

    private bool JudgeLoopName(TemplateTag tag, string path)
    {
        if (_scopes.Count == 1)
        {
            Fault(tag, $"'{path}' stands for something inside #each alone");
        }

        return true;
    }

    /// <summary>Null after a fault.</summary>
    private TemplateShape? Resolve(TemplateTag tag, string path)
    {
        if (path is "@first" or "@last")
        {
            JudgeLoopName(tag, path);
            return TemplateShape.Value;
        }

        var (scope, rest) = (_scopes.Count - 1, path);
        for (; rest.StartsWith("../", StringComparison.Ordinal); rest = rest[3..])
        {
            scope--;
        }

        if (rest.StartsWith("@root.", StringComparison.Ordinal))
        {
            (scope, rest) = (0, rest["@root.".Length..]);
        }

        if (scope < 0)
        {
            Fault(tag, $"'{path}': there is nothing above the top");
            return null;
        }

        var shape = _scopes[scope];
        foreach (var name in rest.Split('.'))
        {
            if (shape == Anything || (name == "this" && shape == _scopes[scope]))
            {
                continue;
            }

            if (shape.IsList || !shape.Fields.TryGetValue(name, out var field))
            {
                Fault(tag, Unknown(path, name, shape));
                return null;
            }

            shape = field;
        }

        return shape;
    }

    private string Unknown(string path, string name, TemplateShape shape)
    {
        var above = _scopes.Count > 1 && _scopes[0].Fields.ContainsKey(name) ? $"../{name}" : null;
        var nearest = above ?? NearestWord.Of(name, shape.Fields.Keys);
        return $"unknown name '{path}'{(nearest is not null ? $"; did you mean '{nearest}'?" : shape.Fields.Count == 0 ? "" : $"; there are {string.Join(", ", shape.Fields.Keys)}")}";
    }

    private void Fault(TemplateTag tag, string message) => _faults.Add(new(_file, tag.Line, tag.Column, PlainText.Line(message, 300)));

    private static TemplateShape Anything { get; } = new(new Dictionary<string, TemplateShape> { ["*"] = TemplateShape.Value });
}
