#!/usr/bin/env bash
# Installs what is missing, by its name in Debian and Ubuntu.
#
#   Scripts/setup.sh          what the build and the first job use besides Swift
#   Scripts/setup.sh tests    what the tests use as well, the servers that they name among it
#
# The names are in Scripts/packages/*.packages and Scripts/servers/*.packages, one a line. Behind a colon may stand a
# command of the shell that succeeds where the package is not needed: programs may have come in another way. Lines that
# begin with `tests` are for tests only; all of a server's are.
set -euo pipefail
cd "$(dirname "$0")"
source servers/parts/named.sh

has() { command -v "$1" > /dev/null || [ -x "/usr/sbin/$1" ]; }
has_python() { python3 -c "import $1" 2> /dev/null; }
is_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

wanted() {
    cat packages/*.packages | if [ "${1:-}" = tests ]; then sed 's/^tests //'; else grep -v '^tests '; fi
    if [ "${1:-}" = tests ]; then
        for server in $(named_servers); do [ ! -e "servers/$server.packages" ] || cat "servers/$server.packages"; done
    fi
}

packages=()
while IFS=: read -r package check; do
    package=${package%%[[:space:]]*}
    [[ -z $package || $package == \#* ]] && continue
    if [ -n "$check" ]; then eval "$check" && continue; elif is_installed "$package"; then continue; fi
    packages+=("$package")
done < <(wanted "$@")
[ "${#packages[@]}" -eq 0 ] && exit 0

echo "installing ${packages[*]}"
sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo
# The tests start servers of their own: the ones that come with packages are not started, whatever their scripts say.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" > /dev/null
    $sudo chmod 755 "$policy"
    trap '$sudo rm -f "$policy"' EXIT
fi
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
