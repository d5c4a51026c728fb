#!/usr/bin/env bash
# Installs what the tests need, and runs every check and every test.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh
Scripts/lint.sh
Scripts/build.sh
Scripts/budgets.sh dist/oint
swift build --build-tests

# The tests take about a minute. A run that stands still is ended, and tried once more; a failed one is not.
run_tests() { timeout --kill-after=30 600 swift test --skip-build --disable-xctest; }
status=0
run_tests || status=$?
if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
    echo "The tests stood still for ten minutes and were ended; they are run once more." >&2
    status=0
    run_tests || status=$?
fi
exit "$status"
