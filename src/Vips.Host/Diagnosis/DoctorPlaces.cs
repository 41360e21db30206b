namespace Vips.Host.Diagnosis;

/// <summary>Where the machine is looked at.</summary>
/// <param name="Root">Before /etc, /var, /usr and /run; empty for the machine itself.</param>
/// <param name="Proc">Where procfs is mounted.</param>
public sealed record DoctorPlaces(string Root = "", string Proc = "/proc");
