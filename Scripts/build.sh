#!/usr/bin/env bash
# Builds the release binary: one file without the need of a Swift runtime, stripped.
#
#   Scripts/build.sh [--portable] [PRODUCT…]
#
# Without --portable, dist/oint is for this machine and newer ones. With it, dist/oint-portable runs on Linux with glibc 2.28
# or later, for handing out; it is a little larger. Both are made of the same objects. Products named as arguments are
# built besides, in the same way, into .build-release/release.
set -euo pipefail
cd "$(dirname "$0")/.."

libc=""
binary=dist/oint
if [ "${1:-}" = --portable ]; then
    libc=2.28
    binary=dist/oint-portable
    shift
fi

# Libraries that would have to be loaded at each start are linked in. Of a folder with both kinds the linker takes the
# shared one: so this folder holds the static ones alone, and is searched first.
static="$PWD/.build-release/static"
mkdir -p "$static"
for library in libstdc++.a libz.a; do
    # Where there is no static one, clang gives the bare name back, and the shared one is taken.
    file=$(clang -print-file-name="$library")
    if [ -e "$file" ]; then ln -sf "$file" "$static/$library"; fi
done

# What the linker sees of an older C library, in a folder that is empty otherwise: objects are the same for both binaries.
older="$PWD/.build-release/older-libc"
rm -rf "$older"
mkdir -p "$older"

# The linker of the Swift toolchain: it makes one of functions that are equal, packs relocations, and leaves out what
# unwinds the stack for exceptions, which nothing here catches. Together that is a fifth of the program.
flags=(
    --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker --no-export-dynamic
    -Xlinker --icf=all -Xlinker --no-eh-frame-hdr -Xlinker "$PWD/Scripts/discard-eh-frame.ld"
    -Xswiftc -L -Xswiftc "$older" -Xswiftc -L -Xswiftc "$static" -Xswiftc -Xclang-linker -Xswiftc -static-libgcc
)
if [ -n "$libc" ]; then
    Scripts/portable/libc.sh "$libc" "$older"
    flags+=(-Xlinker "$older/older-libc.o")
else
    # Needs glibc 2.36 to start.
    flags+=(-Xlinker -z -Xlinker pack-relative-relocs)
fi

# The compiler plug-in and swift-syntax, which it stands on, are of the debug build.
swift build --product OIntMacros
OINT_MACROS="$(swift build --show-bin-path)/OIntMacros-tool"
export OINT_MACROS

for product in oint "$@"; do
    swift build --configuration release --scratch-path .build-release --product "$product" "${flags[@]}"
done
install -d dist
strip -o "$binary" .build-release/release/oint
echo "$binary: $(stat -c %s "$binary") bytes"
