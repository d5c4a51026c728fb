#!/usr/bin/env bash
# Checks the format of every Swift file.
set -euo pipefail
cd "$(dirname "$0")/.."

swift format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks
Scripts/changelog.sh --check
