#!/usr/bin/env bash
# llama.cpp with OpenAI's interface and a model that knows nothing: one for chats, one for embeddings; and a mock of the rest.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    local python kind attempt port
    python=$(python_environment)
    "$python" "$here/parts/llama-model.py" "$dir/tiny.gguf"
    for kind in chat embedding; do
        for attempt in 1 2 3; do
            port=$(free_port)
            launch "$kind" env PYTHONUNBUFFERED=1 "$python" "$here/parts/llama-server.py" "$dir/tiny.gguf" "$port" "$kind"
            if await "$kind" curl -q -s --fail --noproxy '*' --max-time 5 "http://127.0.0.1:$port/health"; then break; fi
            [ "$attempt" -lt 3 ] || return 1
        done
        tell "${kind^^}_URL" "http://127.0.0.1:$port"
    done
    for attempt in 1 2 3; do
        port=$(free_port)
        launch mock "$(dirname "$python")/llmock" serve --port "$port"
        if await mock listens "$port"; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    tell MOCK_URL "http://127.0.0.1:$port"
    tell MODEL tiny
}

run_server "$@"
