#!/usr/bin/env bash
# Checks that a binary runs on older systems: by the versions that it asks of the C library, and by running it with an older
# one, that of Debian 11 (glibc 2.31).
#
#   Scripts/portable/check.sh BINARY
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
binary=$(realpath "$1")
limit=2.28

fail() {
    echo "not portable: $*" >&2
    exit 1
}

highest=$(objdump -T "$binary" | grep -oE 'GLIBC_[0-9.]+' | sed 's/GLIBC_//' | sort -uV | tail -n 1)
echo "needs glibc $highest (at most $limit)"
[ "$(printf '%s\n' "$highest" "$limit" | sort -V | tail -n 1)" = "$limit" ] || fail "it needs glibc $highest"
if readelf -V "$binary" | grep -q GLIBC_ABI_DT_RELR; then fail "its relocations are packed, which needs glibc 2.36"; fi

# The packages of the older release, fetched once, from where this machine's own come from.
older="$root/.build-servers/debian-11"
libraries="$older/files/lib/$(uname -m)-linux-gnu"
if [ ! -d "$libraries" ] && ! grep -qx ID=debian /etc/os-release; then
    echo "not run with an older C library: that takes a Debian"
    exit 0
fi
if [ ! -d "$libraries" ]; then
    mkdir -p "$older/lists/partial" "$older/cache/archives/partial" "$older/packages"
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 'debian/*$')
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    echo "deb [signed-by=$keys] $mirror bullseye main" > "$older/sources.list"
    options=(-qq -o "Dir::Etc::SourceList=$older/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$older/lists"
        -o "Dir::Cache=$older/cache" -o Dir::State::Status=/dev/null -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    (cd "$older/packages" && apt-get "${options[@]}" download libc6 libgcc-s1)
    for package in "$older"/packages/*.deb; do dpkg -x "$package" "$older/files"; done
fi
run=("$libraries"/ld-linux-*.so.* --library-path "$libraries" "$binary")

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home"
expect() { # WORDS EXIT-CODE ARGUMENTS…
    local words=$1 code=$2 status=0 output
    shift 2
    output=$("${run[@]}" "$@" 2>&1) || status=$?
    if [ "$status" -ne "$code" ] || ! grep -qF "$words" <<< "$output"; then
        fail "oint $* ended with $status and said: $output"
    fi
}
expect 'oint 0.' 0 --version
expect '"sum":3' 0 sqlite ExecuteSQLQuery --sql 'SELECT 1 + 2 AS sum' --format compact
expect '"method"' 0 telegram GetBotInformation --token 1:made-up --dry-run
# Names, sockets and TLS, as far as a port gets on which nothing listens.
expect 'connect' 3 http Get --url https://localhost:1/ --retries 0
mkdir "$home/oint"
echo 'broken = [' > "$home/oint/config.toml"
expect 'config.toml' 4 telegram GetBotInformation --token 1:made-up
echo "runs with glibc 2.31"
