#!/usr/bin/env bash
# Fuzzes the parsers of texts that others write.
#
#   Scripts/fuzz.sh SECONDS [TARGET…]    runs each target for that long; without targets all of them
#
# The project's own modules are built anew with the instruments of libFuzzer, and what they depend on is not. They go to
# the usual build folder, or to OINT_FUZZ_BUILD. Inputs that make a crash are kept in dist/fuzz/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-20}"
shift || true
library="$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")"
library="$(find "$library/lib/clang" -name "libclang_rt.fuzzer_no_main-$(uname -m).a" | head -n 1)"
if [ -z "$library" ]; then
    echo "fuzz.sh: the Swift toolchain has no libFuzzer (libclang_rt.fuzzer_no_main)" >&2
    exit 1
fi
build=(swift build --scratch-path "${OINT_FUZZ_BUILD:-.build}" --product fuzz)
OINT_FUZZ="$library" "${build[@]}"
program="$(OINT_FUZZ="$library" "${build[@]}" --show-bin-path)/fuzz"

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <("$program")
status=0
for target in "${targets[@]}"; do
    kept="dist/fuzz/$target"
    mkdir -p "$kept/corpus"
    log="$kept/log"
    # toml++ loses the memory of texts that it gives up on, so leaks are not looked for.
    if ! "$program" "$target" "$kept/corpus" -max_total_time="$seconds" -max_len=4096 -detect_leaks=0 \
        -rss_limit_mb=4096 -timeout=10 -artifact_prefix="$kept/" > "$log" 2>&1; then
        echo "fuzz.sh: $target failed:" >&2
        tail -n 40 "$log" >&2
        status=1
    fi
    awk -v name="$target" '/^#[0-9]+/ { inputs = substr($1, 2); for (i = 1; i < NF; i++) if ($i == "cov:") coverage = $(i + 1) }
        END { printf "%-6s %10d inputs, %d edges covered\n", name, inputs, coverage }' "$log"
done
exit "$status"
