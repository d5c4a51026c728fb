#!/usr/bin/env bash
# An OpenSSH server for the user who starts it, by keys only, with SFTP; one with an RSA host key alone; and an agent. For
# passwords and questions, see asyncssh.sh.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

make_key() { ssh-keygen -q -t "$1" -N "${3:-}" -C "oint test $1" -f "$dir/$2"; }

serve() { # PROCESS HOST-KEY
    local attempt
    for attempt in 1 2 3; do
        port=$(free_port)
        cat > "$dir/$1.conf" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $dir/$2
AuthorizedKeysFile $dir/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
Banner $dir/banner
MaxStartups 200
MaxSessions 100
Subsystem sftp internal-sftp
END
        launch "$1" "$(command -v sshd)" -D -e -f "$dir/$1.conf"
        if await "$1" listens "$port"; then return; fi
    done
    return 1
}

start() {
    need sshd
    need ssh-agent
    # Where the server locks its helper in; a package makes it only when it starts its own server.
    [ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
    make_key ed25519 host_ed25519
    make_key rsa host_rsa
    make_key ed25519 key_ed25519
    make_key ecdsa key_ecdsa
    make_key rsa key_rsa
    make_key ed25519 key_encrypted 'a pass phrase ü'
    cat "$dir"/key_*.pub > "$dir/authorized_keys"
    echo 'A test server, näturally' > "$dir/banner"
    local port
    serve sshd host_ed25519
    tell PORT "$port"
    tell HOST_KEY "$(cut -d ' ' -f 1,2 "$dir/host_ed25519.pub")"
    serve sshd-rsa host_rsa
    tell RSA_PORT "$port"
    launch agent ssh-agent -D -a "$dir/agent"
    await agent test -S "$dir/agent"
    SSH_AUTH_SOCK="$dir/agent" ssh-add -q "$dir/key_ed25519" "$dir/key_rsa"
    tell HOST 127.0.0.1
    tell USER "$(id -un)"
    tell KEY_ED25519 "$dir/key_ed25519"
    tell KEY_ECDSA "$dir/key_ecdsa"
    tell KEY_RSA "$dir/key_rsa"
    tell KEY_ENCRYPTED "$dir/key_encrypted"
    tell PASSPHRASE 'a pass phrase ü'
    tell AGENT "$dir/agent"
    tell DIRECTORY "$dir"
}

run_server "$@"
