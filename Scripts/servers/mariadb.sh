#!/usr/bin/env bash
# A MariaDB server. The user `plain` may connect as it likes, `secured` only by TLS.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

password='oint test, 100% @:/?#[]&="ü'

# The server refuses to run as root without being told the name.
owner=$(id -un)
statement() { mariadb --no-defaults --socket="$dir/socket" --user=root --execute="$1"; }

start() {
    need mariadbd
    make_certificates
    mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db --user="$owner" \
        --datadir="$dir/data"
    local attempt port
    for attempt in 1 2 3; do
        port=$(free_port)
        launch mariadbd mariadbd --no-defaults --user="$owner" --datadir="$dir/data" --socket="$dir/socket" \
            --bind-address=127.0.0.1 --port="$port" --skip-name-resolve --innodb-buffer-pool-size=16M \
            --innodb-flush-log-at-trx-commit=0 --ssl-ca="$dir/ca.crt" --ssl-cert="$dir/server.crt" --ssl-key="$dir/server.key"
        if await mariadbd statement 'SELECT 1'; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    statement "CREATE DATABASE oint CHARACTER SET utf8mb4;
        CREATE USER plain@127.0.0.1 IDENTIFIED BY '$password'; GRANT ALL ON *.* TO plain@127.0.0.1 WITH GRANT OPTION;
        CREATE USER secured@127.0.0.1 IDENTIFIED BY '$password' REQUIRE SSL; GRANT ALL ON oint.* TO secured@127.0.0.1"
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell SOCKET "$dir/socket"
    tell USER plain
    tell SECURED_USER secured
    tell PASSWORD "$password"
    tell DATABASE oint
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
