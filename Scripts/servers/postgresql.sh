#!/usr/bin/env bash
# A PostgreSQL server, with everything it needs in one folder. The user `plain` may connect as it likes, `secured` only by TLS.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

password='oint test, 100% @:/?#[]&='"'"'"\ ü'

programs=$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin 2>/dev/null |
    sort -V | tail -n 1 || true)
PATH="$programs:$PATH"

# The server refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

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

# Another program may take the port between its choice and its use.
launch_on_free_port() {
    local attempt
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        if as_owner pg_ctl -D "$dir/data" -l "$dir/server.log" -o "-p $port" -w -t "$seconds_to_start" start; then return; fi
    done
    cat "$dir/server.log" >&2
    return 1
}

query() { # DATABASE STATEMENT…
    local database=$1 arguments=() statement
    shift
    for statement in "$@"; do arguments+=(-c "$statement"); done
    PGPASSWORD=$password as_owner psql -h "$dir" -p "$port" -U plain -d "$database" -q -v ON_ERROR_STOP=1 "${arguments[@]}"
}

start() {
    need initdb
    make_certificates
    printf '%s' "$password" > "$dir/password"
    if [ "$(id -u)" -eq 0 ]; then chown -R postgres:postgres "$dir"; fi
    as_owner initdb -D "$dir/data" -U plain --pwfile="$dir/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync
    configure
    launch_on_free_port
    query postgres "CREATE ROLE secured LOGIN PASSWORD '${password//\'/\'\'}'" 'CREATE DATABASE oint' \
        'GRANT ALL ON DATABASE oint TO secured'
    query oint 'CREATE EXTENSION hstore' 'CREATE EXTENSION citext' 'CREATE EXTENSION ltree'
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell USER plain
    tell SECURED_USER secured
    tell PASSWORD "$password"
    tell DATABASE oint
    tell SOCKETS "$dir"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

stop() {
    if [ -s "$dir/data/postmaster.pid" ]; then as_owner pg_ctl -D "$dir/data" -m immediate -w stop; fi
}

run_server "$@"
