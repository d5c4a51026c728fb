#!/usr/bin/env bash
# A PostgreSQL server for the tests, on a port of its own, with everything it needs in one folder.
#
#   Scripts/servers/postgresql.sh start DIR    starts it, and prints where it is as lines for the shell
#   Scripts/servers/postgresql.sh stop DIR     stops it, and removes the folder
set -euo pipefail

usage() { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
password='oint test, 100% @:/?#[]&='"'"'"\ ü'

programs=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null |
    sort -V | tail -n 1 || true)
programs=${programs:-$(dirname "$(command -v initdb)")}

# The server refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

make_certificates() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=oint test authority' \
        -keyout "$dir/ca.key" -out "$dir/ca.crt"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=another authority' \
        -keyout "$dir/other-ca.key" -out "$dir/other-ca.crt"
    openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$dir/server.key" -out "$dir/server.csr"
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' > "$dir/server.ext"
    openssl x509 -req -days 30 -in "$dir/server.csr" -CA "$dir/ca.crt" -CAkey "$dir/ca.key" -CAcreateserial \
        -extfile "$dir/server.ext" -out "$dir/server.crt"
    chmod 600 "$dir/server.key"
}

# `plain` may connect as it likes, `secured` only by TLS.
configure() {
    cat > "$dir/data/pg_hba.conf" <<END
hostnossl all secured 127.0.0.1/32 reject
local     all all                  scram-sha-256
host      all all     127.0.0.1/32 scram-sha-256
END
    cat >> "$dir/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
password_encryption = 'scram-sha-256'
ssl = on
ssl_cert_file = '$dir/server.crt'
ssl_key_file = '$dir/server.key'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
timezone = 'UTC'
END
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        if as_owner "$programs/pg_ctl" -D "$dir/data" -l "$dir/server.log" -o "-p $port" -w -t 60 start; then
            echo "$port" > "$dir/port"
            return
        fi
    done
    cat "$dir/server.log" >&2
    exit 1
}

add_roles() {
    local quoted=${password//\'/\'\'}
    PGPASSWORD=$password as_owner "$programs/psql" -h "$dir" -p "$port" -U plain -d postgres -q -v ON_ERROR_STOP=1 \
        -c "CREATE ROLE secured LOGIN PASSWORD '$quoted'" -c 'CREATE DATABASE oint' \
        -c 'GRANT ALL ON DATABASE oint TO secured'
    PGPASSWORD=$password as_owner "$programs/psql" -h "$dir" -p "$port" -U plain -d oint -q -v ON_ERROR_STOP=1 \
        -c 'CREATE EXTENSION hstore' -c 'CREATE EXTENSION citext' -c 'CREATE EXTENSION ltree'
}

case $command in
start)
    {
        if [ -s "$dir/data/postmaster.pid" ] && as_owner "$programs/pg_ctl" -D "$dir/data" status; then
            port=$(cat "$dir/port")
        else
            rm -rf "${dir:?}"/*
            make_certificates
            printf '%s' "$password" > "$dir/password"
            if [ "$(id -u)" -eq 0 ]; then chown -R postgres:postgres "$dir"; fi
            as_owner "$programs/initdb" -D "$dir/data" -U plain --pwfile="$dir/password" -A scram-sha-256 \
                -E UTF8 --locale=C.UTF-8 --no-sync
            configure
            start
            add_roles
        fi
    } >&2
    {
        printf 'export OINT_TEST_POSTGRESQL_%s=%q\n' HOST 127.0.0.1 PORT "$port" USER plain SECURED_USER secured \
            PASSWORD "$password" DATABASE oint SOCKETS "$dir" CA "$dir/ca.crt" OTHER_CA "$dir/other-ca.crt"
    }
    ;;
stop)
    if [ -s "$dir/data/postmaster.pid" ]; then
        as_owner "$programs/pg_ctl" -D "$dir/data" -m immediate -w stop >&2
    fi
    rm -rf "$dir"
    ;;
*) usage ;;
esac
