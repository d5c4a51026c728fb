#!/usr/bin/env bash
# Builds everything in release, and measures it against curl, python3, Foundation, and the clients of databases and
# object storage. Arguments go to measure.py; names choose what is measured, as in:
#
#   Benchmarks/run.sh calls databases --markdown results.md
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

"$root/Benchmarks/setup.sh"
"$root/Scripts/build.sh" loopback JSONBenchmark
bin="$root/.build-release/release"
export PYTHONDONTWRITEBYTECODE=1
exec "$root/Scripts/with-servers.sh" --servers "postgresql s3" python3 "$root/Benchmarks/measure.py" --oint "$root/dist/oint" \
    --loopback "$bin/loopback" --json-benchmark "$bin/JSONBenchmark" "$@"
