#!/usr/bin/env bash
# Installs what the tests need, and runs every check and every test.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh
Scripts/lint.sh
Scripts/build.sh
Scripts/budgets.sh dist/oint
swift build --build-tests
swift test --skip-build --disable-xctest
