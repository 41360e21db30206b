# vip-watchdog, once this is no comment any more: take the # of the next line away. With /etc/viptools/viptools.yaml as installed
# (shadow: true) it then says in syslog what it would do. Never beside the ancestor's own entry without `shadow: true`.
#* * * * *   root    [ ! -x /usr/sbin/vip-watchdog ] || /usr/sbin/vip-watchdog
# where no unit of systemd starts bgpd: holds are enforced at boot, before the next minute
#@reboot     root    [ ! -x /usr/sbin/vip-watchdog ] || /usr/sbin/vip-watchdog --boot
