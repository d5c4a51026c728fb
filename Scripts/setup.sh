#!/usr/bin/env bash
# Installs what the tests and the first job use besides Swift, by name, where it is missing.
set -euo pipefail

packages=()
command -v curl > /dev/null || packages+=(curl)
command -v openssl > /dev/null || packages+=(openssl)
command -v python3 > /dev/null || packages+=(python3)
command -v strip > /dev/null || packages+=(binutils)
python3 -c "import yaml" 2> /dev/null || packages+=(python3-yaml)
[ "${#packages[@]}" -eq 0 ] && exit 0

sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends "${packages[@]}"
