#!/usr/bin/env bash
# An SSH server with accounts: passwords, questions in several rounds, SFTP. See parts/asyncssh-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    mkdir -p "$dir/files"
    ssh-keygen -q -t ed25519 -N '' -f "$dir/host_key"
    launch_python asyncssh asyncssh-server.py "$dir"
    tell HOST 127.0.0.1
    tell PORT "$(printed asyncssh port)"
    tell USER plain
    tell QUESTIONED_USER questioned
    tell PASSWORD 'pä ss, 100%'
    tell FILES "$dir/files"
}

run_server "$@"
