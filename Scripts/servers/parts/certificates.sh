#!/usr/bin/env bash
# Makes certificates for tests: an authority, a server and a client of it, and an authority that nobody trusts.
#
#   Scripts/servers/parts/certificates.sh DIR
set -euo pipefail
cd "$1"

key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2> /dev/null; chmod 600 "$1"; }
authority() { # FILE NAME
    key "$1.key"
    openssl req -x509 -new -key "$1.key" -days 30 -subj "/CN=$2" -addext 'basicConstraints=critical,CA:TRUE' -out "$1.crt"
}
issue() { # FILE NAME EXTENSIONS
    key "$1.key"
    openssl req -new -key "$1.key" -subj "/CN=$2" -out "$1.csr"
    printf '%s\n' "$3" > "$1.ext"
    openssl x509 -req -days 30 -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -extfile "$1.ext" -out "$1.crt"
    cat "$1.crt" "$1.key" > "$1.pem"
    chmod 600 "$1.pem"
    rm "$1.csr" "$1.ext"
}
authority ca 'oint test authority'
authority other-ca 'another authority'
issue server localhost $'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth'
issue client 'oint test client' 'extendedKeyUsage=clientAuth'
