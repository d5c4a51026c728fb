#!/usr/bin/env bash
# An FTP server with accounts and MLSD: explicit TLS on one port, implicit TLS on another. See parts/pyftpdlib-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    make_certificates
    mkdir -p "$dir/root"
    launch_python ftp pyftpdlib-server.py "$dir"
    tell HOST 127.0.0.1
    tell PORT "$(printed ftp port)"
    tell IMPLICIT_PORT "$(printed ftp implicit)"
    tell USER plain
    tell PASSWORD 'pä ss, 100%'
    tell ROOT "$dir/root"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
