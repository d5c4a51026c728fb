#!/usr/bin/env bash
# Installs what the tests need, and runs every check and every test.
set -euo pipefail
cd "$(dirname "$0")/.."

Scripts/setup.sh tests
Scripts/lint.sh

# Ended after fifteen minutes, so that a test that waits for ever is told from one that fails.
# A few tests at a time: with all of them at once, some would wait for a processor until they give up connecting.
run_tests() {
    Scripts/with-servers.sh timeout --kill-after=30 900 swift test --skip-build --disable-xctest \
        --experimental-maximum-parallelization-width 8 "$@" 2>&1
}

# A short run of the fuzzers, before everything else: what they are built from is built anew for the tests.
Scripts/fuzz.sh 3

# The tests of the macros come by themselves: see Package.swift.
OINT_TESTS=OIntMacrosTests swift build --build-tests
OINT_TESTS=OIntMacrosTests run_tests

# Before the release build, which takes the compiler plug-in of this one.
swift build --build-tests
Scripts/build.sh
Scripts/budgets.sh dist/oint

# Those that start many programs of their own come by themselves: beside them, others would wait for the processors until
# they give up connecting.
busy='^(ConfigurationTests|EndToEndTests|MCPTests|ReferenceTests|ShellTests)\.'
run_tests --skip "$busy"
run_tests --filter "$busy"
