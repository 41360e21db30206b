using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace House.Tests;

/// <summary>What one compiled assembly of src/ names, read from its metadata and IL; nothing is loaded or run.</summary>
/// <param name="Name">vip-mgmt, Vips, …</param>
/// <param name="References">The names of the assemblies that it uses.</param>
/// <param name="Types">What each of its types uses, compiler-made ones laid to the type that holds them.</param>
public sealed record HouseAssembly(string Name, IReadOnlySet<string> References, IReadOnlyList<HouseType> Types)
{
    public static HouseAssembly Read(string project)
    {
        var name = project switch { "VipMgmt" => "vip-mgmt", "VipWatchdog" => "vip-watchdog", _ => project };
        using var file = new PEReader(ImmutableArray.Create(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name + ".dll"))));
        var reader = file.GetMetadataReader();
        var references = reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToHashSet();
        return new(name, references, [.. reader.TypeDefinitions.Select(handle => TypeOf(file, reader, handle))]);
    }

    private static HouseType TypeOf(PEReader file, MetadataReader reader, TypeDefinitionHandle handle)
    {
        var definition = reader.GetTypeDefinition(handle);
        var members = new HashSet<string>();
        var strings = new List<string>();
        foreach (var method in definition.GetMethods().Select(reader.GetMethodDefinition))
        {
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            foreach (var (kind, token) in MethodBody.Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!))
            {
                if (kind == OperandType.InlineString)
                {
                    strings.Add(reader.GetUserString((UserStringHandle)MetadataTokens.Handle(token)));
                }
                else if (MethodBody.NameOf(reader, token) is { } member)
                {
                    members.Add(member);
                }
            }
        }

        return new(NameOf(reader, definition), members, strings);
    }

    /// <summary>A nested type by the outermost that holds it: closures and iterators belong to the one who wrote them.</summary>
    private static string NameOf(MetadataReader reader, TypeDefinition definition)
    {
        while (!definition.GetDeclaringType().IsNil)
        {
            definition = reader.GetTypeDefinition(definition.GetDeclaringType());
        }

        return $"{reader.GetString(definition.Namespace)}.{reader.GetString(definition.Name)}";
    }
}

/// <param name="Name">With its namespace.</param>
/// <param name="Members">Of other assemblies, `System.IO.File::ReadAllText`, and types of theirs, `System.IO.File`.</param>
/// <param name="Strings">Its string literals.</param>
public sealed record HouseType(string Name, IReadOnlySet<string> Members, IReadOnlyList<string> Strings)
{
    public string Namespace => Name[..Name.LastIndexOf('.')];
}
