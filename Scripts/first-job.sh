#!/usr/bin/env bash
# Builds oint and does a first job with it: help, a dry run, and a real call to a server on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh
swift build --product oint
swift build --product loopback
bin=$(swift build --show-bin-path)

work=$(mktemp -d)
server=""
cleanup() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

show() {
    printf '\n$ %s\n' "$*"
    "$@"
}
PATH="$bin:$PATH"

show oint
show oint bitrix24 RefreshToken --help
show oint bitrix24 RefreshToken --clientid local.6667fc928a50a9.70414732 \
    --clientsecret made-up-secret --refresh made-up-token --dry-run

# A server on loopback with a certificate authority of its own, which SSL_CERT_FILE makes oint trust.
mkfifo "$work/hold"
loopback --dir "$work" < "$work/hold" &
server=$!
exec 3> "$work/hold"
until [ -s "$work/port" ]; do kill -0 "$server" && sleep 0.1; done
export SSL_CERT_FILE="$work/ca.pem"
show oint bitrix24 GetTask --url "https://localhost:$(cat "$work/port")/rest/1/made-up-code/" --task 5
