#!/usr/bin/env bash
# Builds the release binary: one file without the need of a Swift runtime, stripped, in dist/.
# Products named as arguments are built besides, in the same way, into .build-release/release.
set -euo pipefail
cd "$(dirname "$0")/.."

# Libraries that would have to be loaded at each start are linked in. Of a folder with both kinds the linker takes the
# shared one: so this folder holds the static ones alone, and is searched first.
static="$PWD/.build-release/static"
mkdir -p "$static"
for library in libstdc++.a libz.a; do
    # Where there is no static one, clang gives the bare name back, and the shared one is taken.
    file=$(clang -print-file-name="$library")
    if [ -e "$file" ]; then ln -sf "$file" "$static/$library"; fi
done

# The linker of the Swift toolchain: it makes one of functions that are equal, packs relocations, and leaves out the index
# of frames for exceptions, which nothing here could catch. Together that is a tenth of the program.
flags=(
    --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker --no-export-dynamic
    -Xlinker --icf=all -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --no-eh-frame-hdr
    -Xswiftc -L -Xswiftc "$static" -Xswiftc -Xclang-linker -Xswiftc -static-libgcc
)
for product in oint "$@"; do
    swift build --configuration release --scratch-path .build-release --product "$product" "${flags[@]}"
done
install -d dist
strip -o dist/oint .build-release/release/oint
echo "dist/oint: $(stat -c %s dist/oint) bytes"
