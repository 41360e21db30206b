# A bgpd behind vtysh that keeps its running configuration in a file, as FRR 8.4.4 does it (captures frr-8.4.4-*):
#   awk -f fake-bgpd.awk -v folder=FOLDER -v pid=$$ -- VTYSH-ARGUMENTS
# With -v most=N it stops after N changes. FOLDER/running is what `show running-config` shows. What goes wrong stands in files beside it, a prefix a line:
# poison (refused, with the words after the prefix: the batch stops there), lies (taken with status 0, nothing done),
# unoriginated (configured, not in the table), redistributed (in the table without a statement), learned (from a peer).
function names(file, prefix,    line, at, found) {
    found = ""
    while ((getline line < (folder "/" file)) > 0) {
        at = index(line " ", " ")
        if (substr(line, 1, at - 1) == prefix) found = line
    }
    close(folder "/" file)
    return found
}
function load(    line) {
    while ((getline line < (folder "/running")) > 0) lines[++count] = line
    close(folder "/running")
}
function save(    i, file) {
    file = folder "/running." pid
    printf "" > file
    for (i = 1; i <= count; i++) if (lines[i] != "\n") print lines[i] > file
    close(file)
    system("mv '" file "' '" folder "/running'")
}
function is_running(prefix,    i) {
    for (i = 1; i <= count; i++) if (index(lines[i] " ", "  network " prefix " ") == 1) return i
    return 0
}
function refuse(words) { print words; status = 1; stopped = 1 }
function change(command, prefix,    at, words, i) {
    if (most && ++tried > most) { stopped = 1; return }
    if (words = names("poison", prefix)) { words = substr(words, index(words, " ") + 1); refuse(words); return }
    if (names("lies", prefix)) return
    at = is_running(prefix)
    if (command ~ /^no /) {
        if (at) lines[at] = "\n"; else refuse("% Can't find static route specified")
    } else if (at) {
        lines[at] = "  " command
    } else {
        for (at = 1; lines[at] != " " family; at++) if (at > count) { refuse("% Unknown command: " command); return }
        for (i = ++count; i > at + 1; i--) lines[i] = lines[i - 1]
        lines[at + 1] = "  " command
    }
    changed = 1
}
function path(as, sourced, valid, peer) {
    return sprintf("{\"aspath\":{\"string\":\"%s\",\"length\":0},\"valid\":%s,%s\"peer\":{%s}}", as, valid, sourced, peer)
}
function show_paths(prefix,    list, at, own) {
    own = "\"peerId\":\"0.0.0.0\",\"routerId\":\"198.51.100.2\""
    if (at = is_running(prefix)) list = "," path("64699", "\"sourced\":true,\"local\":true,", names("unoriginated", prefix) ? "false" : "true", own)
    if (names("redistributed", prefix)) list = list "," path("Local", "\"sourced\":true,", "true", own)
    if (names("learned", prefix)) list = list "," path("64500 64699", "", "true", "\"peerId\":\"198.51.100.1\",\"type\":\"external\"")
    if (list == "") { print "{\n}"; return }
    print "{\"prefix\":\"" prefix "\",\"advertisedTo\":{\"198.51.100.1\":{\"hostname\":\"router\"}},\"paths\":[" substr(list, 2) "]}"
}
function run(command,    word, words, i) {
    words = split(command, word, " ")
    if (command == "show running-config") {
        print "Building configuration...\n\nCurrent configuration:\n!"
        for (i = 1; i <= count; i++) if (lines[i] != "\n") print lines[i]
        print "end"
    } else if (command == "show bgp ipv4 unicast 255.255.255.255/32") print "% Network not in table"
    else if (command ~ /^show bgp ipv[46] unicast .* json$/) show_paths(word[5])
    else if (command == "conf t") prompt = "(config)"
    else if (word[1] == "router") {
        for (i = 1; i <= count && lines[i] != command; i++) if (lines[i] ~ /^router bgp /) word[3] = lines[i]
        if (i > count) refuse("BGP is already running; AS is " substr(word[3], 12)); else prompt = "(config-router)"
    } else if (word[1] == "address-family") { family = command; prompt = "(config-router-af)" }
    else if (command == "exit-address-family") prompt = "(config-router)"
    else if (command == "end") prompt = ""
    else if (prompt == "(config-router-af)" && word[1] == "network") change(command, word[2])
    else if (prompt == "(config-router-af)" && word[1] == "no") change(command, word[3])
    else refuse("% Unknown command: " command)
}
BEGIN {
    load()
    for (a = 1; a < ARGC && !stopped; a++) {
        if (ARGV[a] == "-E") echo = 1
        else if (ARGV[a] == "-c") {
            if (echo) print "dc1" prompt "# " ARGV[a + 1]
            run(ARGV[++a])
        }
    }
    if (changed) save()
    exit status
}
