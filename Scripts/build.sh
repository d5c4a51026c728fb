#!/usr/bin/env bash
# Builds the release binary: one file without the need of a Swift runtime, stripped, in dist/.
# Products named as arguments are built besides, in the same way, into .build-release/release.
set -euo pipefail
cd "$(dirname "$0")/.."

for product in oint "$@"; do
    swift build --configuration release --scratch-path .build-release --product "$product" \
        --static-swift-stdlib -Xlinker --gc-sections
done
install -d dist
strip -o dist/oint .build-release/release/oint
echo "dist/oint: $(stat -c %s dist/oint) bytes"
