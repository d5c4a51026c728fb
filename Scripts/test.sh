#!/usr/bin/env bash
# Installs what the tests need, and runs every check and every test.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh tests
Scripts/lint.sh
Scripts/build.sh
Scripts/budgets.sh dist/oint
swift build --build-tests

# Ended after fifteen minutes, so that a test that waits for ever is told from one that fails.
run_tests() { Scripts/with-servers.sh timeout --kill-after=30 900 swift test --skip-build --disable-xctest "$@" 2>&1; }

# Those that start many programs of their own come by themselves: beside them, others would wait for the processors until
# they give up connecting.
busy='^(ConfigurationTests|EndToEndTests|MCPTests|ReferenceTests|ShellTests)\.'
run_tests --skip "$busy"
run_tests --filter "$busy"
