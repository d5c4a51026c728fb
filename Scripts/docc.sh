#!/usr/bin/env bash
# Builds the documentation of the Swift interface with DocC, into dist/docc. What DocC complains about is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

# The tools stand beside the compiler, which the search path may know by a link only.
tools="$(dirname "$(readlink -f "$(command -v swiftc)")")"
target="$(swiftc -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["unversionedTriple"])')"
build=.build/debug

# Where C code is described that the modules stand on.
maps=()
while IFS= read -r map; do maps+=(-Xcc "-fmodule-map-file=$map"); done < <(
    find -L "$build" -maxdepth 2 -name module.modulemap ! -path '*-tool.build/*'
    find .build/checkouts Sources/Shims -path '*/include/module.modulemap'
)

document() { # MODULE CATALOGUE
    swift build --target "$1"
    local graphs
    graphs="$(mktemp -d)"
    "$tools/swift-symbolgraph-extract" -module-name "$1" -target "$target" -I "$build/Modules" "${maps[@]}" \
        -minimum-access-level public -output-dir "$graphs"
    mkdir -p dist/docc
    "$tools/docc" convert "$2" --additional-symbol-graph-dir "$graphs" --warnings-as-errors \
        --fallback-display-name "$1" --fallback-bundle-identifier "oint.$1" --output-path "dist/docc/$1.doccarchive"
    rm -r "$graphs"
}

document OIntCore Sources/OIntCore/OIntCore.docc
document OIntS3 Sources/Libraries/S3/OIntS3.docc
document OIntSQLite Sources/Libraries/SQLite/OIntSQLite.docc
