#!/usr/bin/env bash
# Proxies: SOCKS5 with and without a password, SOCKS4 with a user, HTTP CONNECT with a password.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

serve() { # PROCESS COMMAND…; PORT in the command is replaced
    local process=$1 attempt
    shift
    for attempt in 1 2 3; do
        port=$(free_port)
        launch "$process" "${@//PORT/$port}"
        if await "$process" listens "$port"; then return; fi
    done
    return 1
}

start() {
    need microsocks
    need tinyproxy
    local port pproxy
    pproxy="$(dirname "$(python_environment)")/pproxy"
    serve socks5 microsocks -i 127.0.0.1 -p PORT
    tell SOCKS5 "127.0.0.1:$port"
    serve socks5-password microsocks -i 127.0.0.1 -p PORT -u joe -P 'pa ss:@'
    tell SOCKS5_PASSWORD "127.0.0.1:$port"
    serve socks4 "$pproxy" -l socks4://127.0.0.1:PORT#joe
    tell SOCKS4 "127.0.0.1:$port"
    local attempt
    for attempt in 1 2 3; do
        port=$(free_port)
        printf 'Port %s\nListen 127.0.0.1\nTimeout 60\nMaxClients 100\nBasicAuth joe secret42\n' "$port" > "$dir/tinyproxy.conf"
        launch http tinyproxy -d -c "$dir/tinyproxy.conf"
        if await http listens "$port"; then break; fi
    done
    tell HTTP "127.0.0.1:$port"
    tell USER joe
    tell PASSWORD 'pa ss:@'
    tell HTTP_PASSWORD secret42
}

run_server "$@"
