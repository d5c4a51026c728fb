#!/usr/bin/env bash
# Builds everything in release, and measures it against curl, python3 and Foundation.
# Arguments go to measure.py, as in: Benchmarks/run.sh --markdown results.md
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/Scripts/setup.sh"
"$root/Scripts/build.sh" loopback JSONBenchmark
bin="$root/.build-release/release"
PYTHONDONTWRITEBYTECODE=1 exec python3 "$root/Benchmarks/measure.py" --oint "$root/dist/oint" \
    --loopback "$bin/loopback" --json-benchmark "$bin/JSONBenchmark" "$@"
