using System.IO.MemoryMappedFiles;
using Fuzz.Tests.Mutation;

namespace Fuzz.Tests;

/// <summary>
/// Says in a file which input is being judged. A stack that overflows ends the process and every report with it; the next run
/// finds the file, and keeps that input.
/// </summary>
internal sealed class DeathMark : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public DeathMark(Target target, ulong seed, KeptInputs kept)
    {
        _path = Path.Combine(AppContext.BaseDirectory, $"{target.Name}.judged");
        if (File.Exists(_path))
        {
            var died = File.ReadAllBytes(_path);
            var (itsSeed, index) = (BitConverter.ToUInt64(died, 0), BitConverter.ToInt64(died, 8));
            kept.Keep(target, itsSeed, index, target.Next(Chance.Of(itsSeed, index)));
            File.Delete(_path);
        }

        _file = MemoryMappedFile.CreateFromFile(_path, FileMode.Create, null, 16);
        _view = _file.CreateViewAccessor();
        _view.Write(0, seed);
    }

    public void Set(long index) => _view.Write(8, index);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
