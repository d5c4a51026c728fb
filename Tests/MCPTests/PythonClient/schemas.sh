#!/usr/bin/env bash
# Fetches the JSON schemas of the Model Context Protocol, as its authors publish them (MIT and Apache-2.0), into
# .build-servers, and prints their folder. OINT_MCP_SCHEMAS names a folder that holds them already, as schema-DATE.json.
# Where they can't be had, as without a network, it prints nothing and says so.
set -euo pipefail

commit=b0f60ba5409db7a6582440a7b473cc0398890f15
source=https://raw.githubusercontent.com/modelcontextprotocol/modelcontextprotocol/$commit/schema
folder=$(cd "$(dirname "$0")/../../.." && pwd)/.build-servers/mcp-schemas
declare -A sums=(
    [2024-11-05]=61cea2392d4f284092d09bc84b9ac488c0d5618ac2b38a56942fc5b99fd960ce
    [2025-03-26]=e720669548c8100a4282c49e580efd6ddf7f28899ea786fc8db251dbdb356131
    [2025-06-18]=af845e7e5b9d27107d1690f0936022546177a1403e63ffb11470135b296a2e01
    [2025-11-25]=268a5f82ba70fd7e4b6dc4aa1e64f116f74b4d0edcb69dc046829c79dd4e97e7
    [2026-07-28]=ef70b61f99b6d2e5e3b46863822eab08dff6a45bedc7a08914e0e5b133f40203
)

mkdir -p "$folder"
exec 9> "$folder/lock"
flock 9
for version in "${!sums[@]}"; do
    file="$folder/schema-$version.json"
    sum="${sums[$version]}  $file"
    sha256sum --check --status <<< "$sum" 2> /dev/null && continue
    if [ -n "${OINT_MCP_SCHEMAS:-}" ]; then
        install -m 644 "$OINT_MCP_SCHEMAS/schema-$version.json" "$file"
    elif ! curl --fail --silent --location --connect-timeout 10 --max-time 60 --output "$file" "$source/$version/schema.json"; then
        rm -f "$file"
        echo "The schemas of the Model Context Protocol can't be fetched: messages are not compared with them." >&2
        exit 0
    fi
    sha256sum --check --status <<< "$sum" || { echo "$file is not what it should be" >&2; exit 1; }
done
echo "$folder"
