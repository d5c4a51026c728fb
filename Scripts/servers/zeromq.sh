#!/usr/bin/env bash
# Peers of ZeroMQ: one that answers, one that publishes, one that takes. See parts/zeromq-peers.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    local socket
    launch_python zeromq zeromq-peers.py
    for socket in rep router pub pull; do tell "${socket^^}" "tcp://127.0.0.1:$(printed zeromq "$socket")"; done
    tell CONTROL "tcp://127.0.0.1:$(printed zeromq port)"
}

run_server "$@"
