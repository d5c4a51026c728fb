#!/usr/bin/env bash
# pysqlbridge, which speaks SQL Server's protocol: reads tables, writes #temporary ones. See parts/mssql-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

# Braces and a semicolon, which connection strings have to escape. The server compares passwords of ASCII only.
password='pa"ss;=}{'

start() {
    make_certificates
    cat > "$dir/people.json" <<'END'
[{"id": 1, "name": "Ada"}, {"id": 2, "name": "Жанна 🦊"}, {"id": 3, "name": null}]
END
    python3 - "$password" "$dir" > "$dir/config.json" <<'PYTHON'
import json, sys
password, folder = sys.argv[1:]
tables = [{"name": "people", "json": folder + "/people.json"}]
print(json.dumps({"logins": [{"user": "plain", "password": password}], "tables": tables}))
PYTHON
    local attempt port
    for attempt in 1 2 3; do
        port=$(free_port)
        launch mssql env PYTHONUNBUFFERED=1 "$(python_environment)" "$here/parts/mssql-server.py" \
            "$dir/server.crt" "$dir/server.key" --host 127.0.0.1 --port "$port" --config "$dir/config.json"
        if await mssql listens "$port"; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell USER plain
    tell PASSWORD "$password"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
