#!/usr/bin/env bash
# Installs Python packages into an environment of the project's own, in .build-servers, and prints its folder.
#
#   Scripts/python.sh REQUIREMENTS [ENVIRONMENT]
#
# REQUIREMENTS is a file with packages and their versions, as pip reads it; ENVIRONMENT the name of the environment,
# `python` when it is not given. Packages that don't go together get environments of their own.
set -euo pipefail

[ $# -eq 1 ] || [ $# -eq 2 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
requirements=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
cache="$root/.build-servers"
environment="$cache/${2:-python}"
# What was installed last by this file: as long as it says the same, pip need not be asked.
installed="$environment/installed/$(realpath --relative-to="$root" "$requirements" | tr / -)"

mkdir -p "$cache"
exec 9> "$environment.lock"
flock 9
{
    # An environment whose interpreter has gone is made anew.
    if ! "$environment/bin/python" -c pass 2> /dev/null; then
        rm -rf "$environment"
        python3 -m venv --system-site-packages "$environment"
    fi
    if ! cmp -s "$requirements" "$installed"; then
        "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
        mkdir -p "$environment/installed"
        cp "$requirements" "$installed"
    fi
} >&2
echo "$environment"
