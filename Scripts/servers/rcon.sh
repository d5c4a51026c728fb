#!/usr/bin/env bash
# A server of Source's RCON protocol. See parts/rcon-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    local attempt port
    for attempt in 1 2 3; do
        port=$(free_port)
        launch rcon env PYTHONUNBUFFERED=1 "$(python_environment)" "$here/parts/rcon-server.py" "$port"
        if await rcon listens "$port"; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell PASSWORD 'pä ss'
}

run_server "$@"
