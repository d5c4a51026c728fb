#!/usr/bin/env bash
# Installs the release binary that Scripts/build.sh has made, with its man pages and completions.
#
#   Scripts/install.sh PREFIX    such as /usr/local, or ~/.local
set -euo pipefail

[ $# -eq 1 ] || { sed -n '4s/^# *//p' "$0" >&2; exit 2; }
prefix=$1
oint="$(cd "$(dirname "$0")/.." && pwd)/dist/oint"

install -D -m 755 "$oint" "$prefix/bin/oint"

# The binary writes what belongs to it: pages and scripts can't be of another version.
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
"$oint" manual --out "$files/man"
for page in "$files"/man/*.1; do install -D -m 644 "$page" "$prefix/share/man/man1/$(basename "$page")"; done
install_completions() {
    "$oint" completions "$1" > "$files/script"
    install -D -m 644 "$files/script" "$prefix/share/$2"
}
install_completions bash bash-completion/completions/oint
install_completions zsh zsh/site-functions/_oint
install_completions fish fish/vendor_completions.d/oint.fish
echo "installed oint, its man pages and its completions for bash, zsh and fish below $prefix"
