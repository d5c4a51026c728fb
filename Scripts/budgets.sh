#!/usr/bin/env bash
# Checks the limits of the release binary: size, no ICU, start time, memory.
set -euo pipefail

binary=$1
fail() {
    echo "budget exceeded: $*" >&2
    exit 1
}

size=$(stat -c %s "$binary")
limit=$((44 * 1024 * 1024))
echo "size: $size bytes (at most $limit)"
[ "$size" -le "$limit" ] || fail "the binary has $size bytes"

# What a method of a library costs, from its object files: everything that gets into the binary, so without the tables of the
# unwinder, notes for the linker, and memory that is zero at first. Bitrix24 is the measure: a method there is little more than its declaration.
method_bytes() { # LIBRARY
    local objects=.build-release/release/OInt$1.build methods
    methods=$(grep -rhoE '@Method\(' "Sources/Libraries/$1" | wc -l)
    find "$objects" -name '*.o' -exec size -A {} + |
        awk -v methods="$methods" '$1 !~ /debug|eh_frame|comment|note|otal|llvm|autolink|modhash|bss/ && $2 ~ /^[0-9]+$/ { sum += $2 }
            END { printf "%d", sum / methods }'
}
bytes=$(method_bytes Bitrix24)
echo "a method of Bitrix24: $bytes bytes (at most 2400)"
[ "$bytes" -le 2400 ] || fail "a method of Bitrix24 has $bytes bytes"

# Foundation's internationalisation brings 44 MB of tables, whose names are in the binary even when it is stripped.
# Not 'grep -q': it stops at the first match, which ends 'strings' by a signal, and the failed pipe would read as no match.
if strings -n 6 "$binary" | grep -E 'icudt[0-9]+|_FoundationICU|FoundationInternationalization' > /dev/null; then
    fail "the binary holds ICU: something imports Foundation instead of FoundationEssentials"
fi
echo "ICU: none"

if ldd "$binary" | grep -E 'libswift|libFoundation'; then
    fail "the binary needs a Swift runtime"
fi
echo "Swift runtime: linked in"

# Each library that has to be loaded costs every command a part of a millisecond, and breaks all of them where it is missing.
if ldd "$binary" | grep -E 'libpq|libsqlite3|libexpat|libstdc\+\+|libz\.'; then
    fail "the binary needs libraries that should be linked in, or loaded when they are first needed"
fi
echo "other libraries: none but the system's own"

python3 - "$binary" <<'PYTHON'
import resource, subprocess, sys, time

def best_of(command, times=40):
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - start)
    return best

binary = sys.argv[1]
ours, theirs = best_of([binary, "--version"]), best_of(["curl", "--version"])
print(f"start: {ours * 1000:.1f} ms, {ours / theirs:.2f} of curl --version (at most 1.00)")
if ours > theirs:
    sys.exit("budget exceeded: oint --version takes longer than curl --version")

rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, hex(i) FROM n"
subprocess.run(
    [binary, "sqlite", "ExecuteSQLQuery", "--sql", rows, "--format", "ndjson"], stdout=subprocess.DEVNULL, check=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"memory: at most {peak / 1024:.1f} MB, also with 200,000 rows (at most 40)")
if peak > 40 * 1024:
    sys.exit("budget exceeded: the command takes more than 40 MB")
PYTHON
