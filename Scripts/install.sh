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
manual="$prefix/share/man/man1"
for page in "$files"/man/*.1; do install -D -m 644 "$page" "$manual/$(basename "$page")"; done
# An earlier install may have left pages of libraries that are no more. Somebody else's page could bear such a name too:
# ours say at their third line whose they are.
for page in "$manual"/oint-*.1; do
    if [ ! -e "$files/man/$(basename "$page")" ] && [ -f "$page" ] && [ ! -L "$page" ] \
        && sed -n 3p "$page" | grep -q '^\.Os oint [0-9]'; then
        rm "$page"
    fi
done
install_completions() {
    "$oint" completions "$1" > "$files/script"
    install -D -m 644 "$files/script" "$prefix/share/$2"
}
install_completions bash bash-completion/completions/oint
install_completions zsh zsh/site-functions/_oint
install_completions fish fish/vendor_completions.d/oint.fish
echo "installed oint, its man pages and its completions for bash, zsh and fish below $prefix"
