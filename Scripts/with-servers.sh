#!/usr/bin/env bash
# Runs a command with a PostgreSQL server and two S3 servers, which are its own and end with it. The variables
# OINT_TEST_… tell the command where they are; its exit code is the script's.
#
#   Scripts/with-servers.sh COMMAND…
set -euo pipefail

[ $# -gt 0 ] || { sed -n '5s/^# *//p' "$0" >&2; exit 2; }
servers=$(cd "$(dirname "$0")/servers" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/oint-servers.XXXXXX")
# The database server runs as another user when this one is root: it has to get through to its folder.
chmod 711 "$dir"
children=()

cleanup() {
    trap '' INT TERM HUP
    for name in postgresql s3; do "$servers/$name.sh" stop "$dir/$name" > /dev/null 2>&1 || true; done
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
for name in postgresql s3; do
    "$servers/$name.sh" start "$dir/$name" > "$dir/$name.variables" 2> "$dir/$name.log" &
    starting[$name]=$!
    children+=($!)
done
for name in postgresql s3; do
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
