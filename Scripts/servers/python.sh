#!/usr/bin/env bash
# Installs Python packages into an environment of the project's own, in .build-servers, and prints its folder.
#
#   Scripts/servers/python.sh REQUIREMENTS    a file with packages and their versions, as pip reads it
set -euo pipefail

[ $# -eq 1 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
requirements=$1
cache=$(cd "$(dirname "$0")/../.." && pwd)/.build-servers
environment="$cache/python"
# What was installed last by a file of this name: as long as it says the same, pip need not be asked.
installed="$environment/$(basename "$(dirname "$(realpath "$requirements")")").txt"

mkdir -p "$cache"
exec 9> "$cache/lock"
flock 9
{
    # An environment whose interpreter has gone is made anew.
    if ! "$environment/bin/python" -c pass 2> /dev/null; then
        rm -rf "$environment"
        python3 -m venv --system-site-packages "$environment"
    fi
    if ! cmp -s "$requirements" "$installed"; then
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
        cp "$requirements" "$installed"
    fi
} >&2
echo "$environment"
