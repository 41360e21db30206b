namespace Ipvs.Ipvsadm.Model;

public enum NotifySubject
{
    VirtualService,
    RealServer,
}

/// <summary>
/// One line of keepalived's `lvs_notify_fifo` (keepalived.conf(5)): a virtual service or one of its real servers has come
/// up or gone down in keepalived's own judgement, by quorum and hysteresis. It tells when to look, never what to do.
/// </summary>
/// <param name="Subject">What changed.</param>
/// <param name="Place">As printed: `[192.0.2.1]:tcp:80`; behind a real server its virtual service.</param>
/// <param name="IsUp">UP or DOWN.</param>
public sealed record NotifyLine(NotifySubject Subject, string Place, bool IsUp);
