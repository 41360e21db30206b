# bash completion of vip-mgmt and vip-watchdog, also by the ancestor's names. The programs themselves say what can stand at the
# cursor: options, commands, and from files alone (no DNS, no tool) the VIPs and names that this director knows.
_viptools() {
    local program=vip-mgmt previous=$3 current line word colons=
    case ${1##*/} in vip?watchdog) program=vip-watchdog ;; esac
    line=$program${COMP_LINE#"${COMP_WORDS[0]}"}
    line=${line:0:COMP_POINT + ${#program} - ${#COMP_WORDS[0]}}
    current=${line##* }
    COMPREPLY=()

    case $previous:" $line" in
        --config:* | *' check-config '[!-]* | *' check-config ' | *' import-ancestor '[!-]* | *' import-ancestor ')
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return ;;
    esac

    # bash breaks words at colons: of an IPv6 address it wants what stands behind the last one
    case $COMP_WORDBREAKS in *:*) colons=${current%"${current##*:}"} ;; esac
    local -a options=()
    while IFS= read -r word; do
        case $word in
            '-?' | /*) ;; # help, as Windows writes it
            "$current"*) if [[ -z $current && $word = -* ]]; then options+=("$word"); else COMPREPLY+=("${word#"$colons"}"); fi ;;
        esac
    done < <("$1" "[suggest:${#line}]" "$line" 2>/dev/null)
    [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=("${options[@]}")
}
complete -F _viptools vip-mgmt vip-watchdog vip_mgmt vip_watchdog
