#!/usr/bin/env bash
# Makes what a linker needs to link with an older C library than this machine's: shared libraries with nothing in them but
# the names and versions of its functions, and the parts of it that every program has to hold.
#
#   Scripts/portable/libc.sh VERSION DIR    such as 2.28
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=$1
dir=$(cd "$2" && pwd)

# Zig knows the functions of every version. It makes their libraries when it links a program, and names them then.
environment=$("$here/../python.sh" "$here/requirements.txt" portable)
echo 'int main(void) { return 0; }' > "$dir/empty.c"
command=$(ZIG_GLOBAL_CACHE_DIR="$environment/cache" "$environment/bin/python" -m ziglang cc \
    -target "$(uname -m)-linux-gnu.$version" -fPIE -pie -v "$dir/empty.c" -o "$dir/empty" -lpthread -ldl -lm -lrt -lutil 2>&1 |
    grep '^ld\.lld ')
for file in $(grep -oE "[^ ]+/lib[a-z]+\.so\.[0-9]+" <<< "$command" | sort -u); do
    name=$(basename "$file")
    cp "$file" "$dir/$name"
    ln -s "$name" "$dir/${name%%.so.*}.so"
done
cp "$(grep -oE '[^ ]+/libc_nonshared\.a' <<< "$command")" "$dir/"
rm "$dir/empty.c" "$dir/empty"
rm "$dir/libc.so"
echo 'GROUP ( libc.so.6 libc_nonshared.a )' > "$dir/libc.so"
clang -c -O2 -fPIC "$here/older-libc.c" -o "$dir/older-libc.o"
