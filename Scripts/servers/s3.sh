#!/usr/bin/env bash
# Two S3 servers, moto and rclone, with everything they keep in one folder.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

# A secret with the characters that the real ones have. moto does not check it, rclone does.
access_key=OINTTESTACCESSKEY
secret_key=oint+test/secret+with/40+characters+here

# The address that a server has chosen, which its log tells.
address() { grep -m 1 -o 'http://127\.0\.0\.1:[1-9][0-9]*' "$dir/$1.log"; }
answers() { curl -q -s -o /dev/null --noproxy '*' --max-time 5 "$(address "$1")/"; }

start() {
    local environment process
    environment=$("$here/../python.sh" "$here/$name.requirements.txt")
    mkdir -p "$dir/objects" "$dir/temporary"
    export TMPDIR="$dir/temporary"
    PYTHONUNBUFFERED=1 launch moto "$environment/bin/python" -m moto.server -H 127.0.0.1 -p 0
    RCLONE_AUTH_KEY="\"$access_key,$secret_key\"" launch rclone \
        "$environment/bin/rclone" serve s3 --config "" --addr 127.0.0.1:0 "$dir/objects"
    for process in moto rclone; do
        await "$process" answers "$process"
        tell "${process^^}" "$(address "$process")"
        tell "${process^^}_PID" "$(cat "$dir/$process.pid")"
    done
    tell ACCESS_KEY "$access_key"
    tell SECRET_KEY "$secret_key"
}

run_server "$@"
