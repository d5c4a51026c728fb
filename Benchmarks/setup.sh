#!/usr/bin/env bash
# Installs what the benchmarks use besides what the tests do: the shell of SQLite, and the client of AWS.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/Scripts/setup.sh" tests
packages=()
command -v sqlite3 > /dev/null || packages+=(sqlite3)
command -v xargs > /dev/null || packages+=(findutils)
if [ "${#packages[@]}" -gt 0 ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi
for requirements in "$root/Scripts/servers/s3.requirements.txt" "$root/Benchmarks/requirements.txt"; do
    "$root/Scripts/python.sh" "$requirements" > /dev/null
done
