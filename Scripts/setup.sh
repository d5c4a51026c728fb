#!/usr/bin/env bash
# Installs what the build, the tests and the first job use besides Swift, by name, where it is missing.
set -euo pipefail

packages=()
has_command() { command -v "$1" > /dev/null; }
is_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# Programs, whichever way they came onto the machine.
has_command curl || packages+=(curl)
has_command openssl || packages+=(openssl)
has_command python3 || packages+=(python3)
has_command strip || packages+=(binutils)
[ -e /usr/share/bash-completion/bash_completion ] || packages+=(bash-completion)
has_command zsh || packages+=(zsh)
has_command fish || packages+=(fish)
has_command mandoc || packages+=(mandoc)
has_command dbus-daemon || packages+=(dbus)
has_command gnome-keyring-daemon || packages+=(gnome-keyring)
has_command gcc || packages+=(gcc libc6-dev)
has_command chromium || packages+=(chromium)
python3 -c "import yaml" 2> /dev/null || packages+=(python3-yaml)
python3 -c "import ensurepip, venv" 2> /dev/null || packages+=(python3-venv)

# Debian keeps the server's programs out of the search path. The cluster that its package starts is not used: the tests
# make their own.
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || packages+=(postgresql)

# What is linked, and what is loaded when it is first needed.
for library in libsqlite3-dev libexpat1-dev zlib1g-dev libtomlplusplus-dev libpq-dev libpq5 libsecret-1-0 libidn2-0; do
    is_installed "$library" || packages+=("$library")
done
[ "${#packages[@]}" -eq 0 ] && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
