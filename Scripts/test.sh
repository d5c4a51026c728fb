#!/usr/bin/env bash
# Installs what the tests need, and runs every check and every test.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh
Scripts/lint.sh
Scripts/build.sh
Scripts/budgets.sh dist/oint
swift build --build-tests

# Ended after fifteen minutes, so that a test that waits for ever is told from one that fails.
Scripts/with-servers.sh timeout --kill-after=30 900 swift test --skip-build --disable-xctest
