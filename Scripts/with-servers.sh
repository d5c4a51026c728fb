#!/usr/bin/env bash
# Runs a command with servers that are its own and end with it. Variables OINT_TEST_… tell the command where they are; its
# exit code is the script's.
#
#   Scripts/with-servers.sh [--servers NAMES | --tests NAMES] COMMAND…
#
# --servers   starts these: names of Scripts/servers/*.sh, with blanks between
# --tests     starts those that these test targets name in RunningServer("…")
#
# Without either, the targets in OINT_TESTS count, and without that all targets.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
usage() { sed -n '5s/^# *//p' "$0" >&2; exit 2; }

source "$root/Scripts/servers/parts/named.sh"

servers=""
case ${1:-} in
--servers)
    [ $# -gt 2 ] || usage
    servers=$2
    shift 2
    ;;
--tests)
    [ $# -gt 2 ] || usage
    # shellcheck disable=SC2086
    servers=$(named_servers $2)
    shift 2
    ;;
*)
    [ $# -gt 0 ] || usage
    # shellcheck disable=SC2086
    servers=$(named_servers ${OINT_TESTS:-})
    ;;
esac
for name in $servers; do
    [ -x "$root/Scripts/servers/$name.sh" ] || { echo "there is no server $name in Scripts/servers" >&2; exit 2; }
done

dir=$(mktemp -d "${TMPDIR:-/tmp}/oint-servers.XXXXXX")
# Some servers run as another user when this one is root: they have to get through to their folders.
chmod 711 "$dir"
children=()

cleanup() {
    trap '' INT TERM HUP
    local stopping=()
    for name in $servers; do
        "$root/Scripts/servers/$name.sh" stop "$dir/$name" > /dev/null 2>&1 &
        stopping+=($!)
    done
    for child in "${stopping[@]}"; do wait "$child" || true; done
    rm -rf "$dir"
}
trap cleanup EXIT

# bash runs a trap only when the command in the foreground has ended. So everything runs in the background, each command
# in a process group of its own, and a signal that ends the script is passed on to those groups.
signal_children() {
    for child in "${children[@]}"; do kill -"$1" -- "-$child" 2> /dev/null || true; done
}
end() {
    # A second signal does not wait for their manners.
    trap 'signal_children KILL' INT TERM HUP
    signal_children "$1"
    for child in "${children[@]}"; do while ! wait "$child" && kill -0 "$child" 2> /dev/null; do :; done; done
    exit "$2"
}
trap 'end INT 130' INT
trap 'end TERM 143' TERM
trap 'end HUP 129' HUP
set -m

declare -A starting
for name in $servers; do
    "$root/Scripts/servers/$name.sh" start "$dir/$name" > "$dir/$name.variables" 2> "$dir/$name.log" &
    starting[$name]=$!
    children+=($!)
done
for name in $servers; do
    if ! wait "${starting[$name]}"; then
        echo "The servers of $name did not start:" >&2
        tail -n 30 "$dir/$name.log" >&2
        exit 1
    fi
    # shellcheck source=/dev/null
    source "$dir/$name.variables"
done
children=()

"$@" <&0 &
children=($!)
status=0
wait "${children[0]}" || status=$?
exit "$status"
