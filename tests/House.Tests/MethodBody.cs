using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace House.Tests;

/// <summary>The metadata tokens that a method's IL names: members called, types made, strings loaded.</summary>
public static class MethodBody
{
    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => (ushort)code.Value);

    public static IEnumerable<(OperandType Kind, int Token)> Tokens(byte[] il)
    {
        var at = 0;
        while (at < il.Length)
        {
            ushort value = il[at++];
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | il[at++]);
            }

            var kind = OpCodesByValue[value].OperandType;
            if (kind is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString)
            {
                yield return (kind, BitConverter.ToInt32(il, at));
            }

            at += SizeOf(kind, il, at);
        }
    }

    /// <summary>The name of a called member with its type, `System.IO.File::ReadAllText`; null for one without a type of its own.</summary>
    public static string? NameOf(MetadataReader reader, int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.MethodSpecification => NameOf(reader, MetadataTokens.GetToken(reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method)),
            HandleKind.MemberReference => MemberName(reader, reader.GetMemberReference((MemberReferenceHandle)handle)),
            HandleKind.TypeReference => TypeName(reader, (TypeReferenceHandle)handle),
            _ => null,
        };
    }

    public static string TypeName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{TypeName(reader, (TypeReferenceHandle)type.ResolutionScope)}.{reader.GetString(type.Name)}"
            : $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }

    private static string? MemberName(MetadataReader reader, MemberReference member)
    {
        var type = member.Parent.Kind switch
        {
            HandleKind.TypeReference => TypeName(reader, (TypeReferenceHandle)member.Parent),
            HandleKind.TypeSpecification => GenericTypeName(reader, (TypeSpecificationHandle)member.Parent),
            _ => null,
        };
        return type is null ? null : $"{type}::{reader.GetString(member.Name)}";
    }

    /// <summary>The generic type itself, without its arguments.</summary>
    private static string? GenericTypeName(MetadataReader reader, TypeSpecificationHandle handle)
    {
        var signature = reader.GetBlobReader(reader.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadByte();
        var generic = signature.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? TypeName(reader, (TypeReferenceHandle)generic) : null;
    }

    private static int SizeOf(OperandType kind, byte[] il, int at) => kind switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
