#!/usr/bin/env bash
# Makes the reference again: docs/ as Markdown; with a directory as argument, the web site there instead.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build --product oint
if [ "$#" -gt 0 ]; then
    .build/debug/oint reference --out "$1" --format html
else
    .build/debug/oint reference --out docs
fi
