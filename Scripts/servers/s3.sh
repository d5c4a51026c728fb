#!/usr/bin/env bash
# Two S3 servers for the tests, moto and rclone, on ports of their own, with everything they keep in one folder.
#
#   Scripts/servers/s3.sh start DIR    starts them, and prints where they are as lines for the shell
#   Scripts/servers/s3.sh stop DIR     stops them, and removes the folder
set -euo pipefail

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
command=$1
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
dir=$(cd "$2" && pwd)
# A secret with the characters that the real ones have. moto does not check it, rclone does.
access_key=OINTTESTACCESSKEY
secret_key=oint+test/secret+with/40+characters+here
seconds_to_start=60

is_running() { [ -s "$dir/$1.pid" ] && kill -0 "$(cat "$dir/$1.pid")" 2> /dev/null; }

# Starts a server that outlives this script, in a session of its own, where Ctrl-C does not reach it.
launch() {
    local name=$1
    shift
    setsid "$@" > "$dir/$name.log" 2>&1 < /dev/null &
    echo $! > "$dir/$name.pid"
}

# Waits until a server has chosen its port, which its log tells, and answers; writes its address into a file.
await() {
    local name=$1 deadline=$((SECONDS + seconds_to_start)) address
    while [ "$SECONDS" -lt "$deadline" ] && is_running "$name"; do
        address=$(grep -m 1 -o 'http://127\.0\.0\.1:[1-9][0-9]*' "$dir/$name.log" || true)
        if [ -n "$address" ] && curl -q -s -o /dev/null --noproxy '*' --max-time 5 "$address/"; then
            echo "$address" > "$dir/$name.address"
            return
        fi
        sleep 0.05
    done
    echo "The S3 server $name did not start within $seconds_to_start seconds, or ended. Its last words:" >&2
    tail -n 20 "$dir/$name.log" >&2
    stop
    exit 1
}

start() {
    local environment
    environment=$("$here/python.sh" "$here/requirements.txt")
    mkdir -p "$dir/objects" "$dir/temporary"
    TMPDIR="$dir/temporary" PYTHONUNBUFFERED=1 launch moto \
        "$environment/bin/python" -m moto.server -H 127.0.0.1 -p 0
    TMPDIR="$dir/temporary" RCLONE_AUTH_KEY="\"$access_key,$secret_key\"" launch rclone \
        "$environment/bin/rclone" serve s3 --config "" --addr 127.0.0.1:0 "$dir/objects"
    await moto
    await rclone
}

stop() {
    local name pid deadline=$((SECONDS + 10))
    for name in moto rclone; do
        is_running "$name" || continue
        pid=$(cat "$dir/$name.pid")
        kill "$pid" 2> /dev/null || true
        while is_running "$name" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.05; done
        if is_running "$name"; then kill -KILL "$pid" 2> /dev/null || true; fi
    done
}

case $command in
start)
    if ! is_running moto || ! is_running rclone; then
        stop
        rm -rf "${dir:?}"/*
        start >&2
    fi
    for name in moto rclone; do
        printf 'export OINT_TEST_S3_%s=%q\n' "${name^^}" "$(cat "$dir/$name.address")" \
            "${name^^}_PID" "$(cat "$dir/$name.pid")"
    done
    printf 'export OINT_TEST_S3_%s=%q\n' ACCESS_KEY "$access_key" SECRET_KEY "$secret_key"
    ;;
stop)
    stop
    rm -rf "$dir"
    ;;
*) usage ;;
esac
