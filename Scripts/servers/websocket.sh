#!/usr/bin/env bash
# A WebSocket server, in clear and with TLS. See parts/websocket-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    make_certificates
    launch_python websocket websocket-server.py "$dir"
    tell URL "ws://127.0.0.1:$(printed websocket port)"
    tell TLS_URL "wss://localhost:$(printed websocket tls)"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
