using System.Runtime.InteropServices;

namespace Tools.Execution;

/// <summary>An array of C strings with a null at its end, as exec takes arguments and environment.</summary>
internal sealed unsafe class TextArray : IDisposable
{
    private readonly int _count;

    internal TextArray(IReadOnlyList<string> texts)
    {
        _count = texts.Count;
        Pointer = (byte**)NativeMemory.AllocZeroed((nuint)_count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < _count; i++)
            Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
    }

    internal byte** Pointer { get; private set; }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
            Marshal.FreeCoTaskMem((nint)Pointer[i]);
        NativeMemory.Free(Pointer);
        Pointer = null;
    }
}
