# What the scripts of servers share; they source it at their beginning, after `set -euo pipefail`:
#
#   source "$(dirname "$0")/parts/server.sh"
#
# A script then defines `start` and `stop`, and ends with `run_server "$@"`:
#
#   Scripts/servers/NAME.sh start DIR    starts the server, and prints where it is as lines for the shell
#   Scripts/servers/NAME.sh stop DIR     stops it, and removes the folder
#
# `start` finds an empty folder in $dir, and tells values by `tell NAME VALUE`, which tests read by
# RunningServer("name").value("NAME"). Everything else it prints goes to standard error.

here=$(cd "$(dirname "$0")" && pwd)
name=$(basename "$0" .sh)
seconds_to_start=60

# Notes a value for the tests: OINT_TEST_POSTGRESQL_PORT for `tell PORT` of postgresql.sh.
tell() {
    local prefix=${name^^}
    printf 'export OINT_TEST_%s_%s=%q\n' "${prefix//-/_}" "$1" "$2" >> "$dir/variables"
}

# A port on 127.0.0.1 that nothing listens on, for servers that can't choose one themselves.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Programs in folders that the search path of ordinary users lacks.
PATH="$PATH:/usr/sbin:/sbin:/usr/local/sbin"
need() {
    command -v "$1" > /dev/null || { echo "$1 is missing: Scripts/setup.sh tests installs it" >&2; exit 1; }
}

is_running() { [ -s "$dir/$1.pid" ] && kill -0 "$(cat "$dir/$1.pid")" 2> /dev/null; }

# Starts a process that outlives this script, in a session of its own, where Ctrl-C does not reach it:
#   launch PROCESS COMMAND…    its output goes to $dir/PROCESS.log
launch() {
    local process=$1
    shift
    setsid "$@" > "$dir/$process.log" 2>&1 < /dev/null &
    echo $! > "$dir/$process.pid"
}

# Waits until a command succeeds, as long as a process lives:
#   await PROCESS COMMAND…
await() {
    local process=$1 deadline=$((SECONDS + seconds_to_start))
    shift
    while [ "$SECONDS" -lt "$deadline" ] && is_running "$process"; do
        if "$@" > /dev/null 2>&1; then return; fi
        sleep 0.05
    done
    echo "$process did not start within $seconds_to_start seconds, or ended. Its last words:" >&2
    tail -n 20 "$dir/$process.log" >&2
    return 1
}

# What a process of ours has printed behind a word, such as `port 4711`.
printed() { sed -n "s/^$2 //p" "$dir/$1.log" | head -n 1 | grep .; }

# Starts a program of parts/ in Python, which prints `port NUMBER` once it listens; waits for that:
#   launch_python PROCESS FILE ARGUMENTS…
launch_python() {
    local process=$1 file=$2
    shift 2
    launch "$process" env PYTHONUNBUFFERED=1 "$(python_environment)" "$here/parts/$file" "$@"
    await "$process" printed "$process" port
}

# Whether something takes connections on a port of 127.0.0.1.
listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# Ends a process, by force when it does not end within ten seconds.
finish() {
    local pid deadline=$((SECONDS + 10))
    is_running "$1" || return 0
    pid=$(cat "$dir/$1.pid")
    kill "$pid" 2> /dev/null || true
    while is_running "$1" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.05; done
    if is_running "$1"; then kill -KILL -- "-$pid" 2> /dev/null || kill -KILL "$pid" 2> /dev/null || true; fi
    rm -f "$dir/$1.pid"
}

# Certificates for localhost and 127.0.0.1, below $dir: ca.crt, server.crt and server.key, server.pem (both), client.crt
# and client.key of the same authority, and other-ca.crt of another one.
make_certificates() { "$here/parts/certificates.sh" "$dir"; }

# The interpreter of an environment that has the packages of NAME.requirements.txt.
python_environment() { echo "$("$here/../python.sh" "$here/$name.requirements.txt" "$name")/bin/python"; }

# Ends every process that was launched.
stop() {
    local file
    for file in "$dir"/*.pid; do [ ! -e "$file" ] || finish "$(basename "$file" .pid)"; done
}

run_server() {
    [ $# -eq 2 ] && [[ $1 =~ ^(start|stop)$ ]] || { echo "$0 start|stop DIR" >&2; exit 2; }
    mkdir -p "$2"
    dir=$(cd "$2" && pwd)
    if [ "$1" = stop ]; then
        stop >&2
        rm -rf "$dir"
        return
    fi
    stop >&2
    rm -rf "${dir:?}"/*
    # A start that fails leaves nothing running.
    trap 'status=$?; [ $status -eq 0 ] || stop >&2' EXIT
    start >&2
    cat "$dir/variables"
}
