#!/usr/bin/env bash
# SecantusDB, a MongoDB server: with authentication and TLS.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

password='oint test, 100% @:/?#[]ü'

serve() { # ARGUMENTS…
    local attempt
    for attempt in 1 2 3; do
        port=$(free_port)
        launch mongodb "$environment/secantusd-py" --host 127.0.0.1 --port "$port" --storage-path "$dir/data" \
            --cache-size 64M "$@"
        if await mongodb listens "$port"; then return; fi
    done
    return 1
}

start() {
    make_certificates
    local environment port
    environment=$(dirname "$(python_environment)")
    # Users are made while nobody has to log in.
    serve
    "$environment/python" - "$port" "$password" <<'PYTHON'
import sys

import pymongo

client = pymongo.MongoClient("127.0.0.1", int(sys.argv[1]))
client.admin.command("createUser", "plain", pwd=sys.argv[2], roles=["root"])
client.oint.command("createUser", "local", pwd=sys.argv[2], roles=["readWrite"])
PYTHON
    finish mongodb
    serve --auth --tls-cert-file "$dir/server.crt" --tls-key-file "$dir/server.key"
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell USER plain
    tell LOCAL_USER local
    tell PASSWORD "$password"
    tell DATABASE oint
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
