#!/usr/bin/env bash
# vsftpd: UNIX listings, no MLSD, TLS sessions that data connections have to resume; anybody may write.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    need vsftpd
    make_certificates
    mkdir -p "$dir/root"
    local attempt port
    for attempt in 1 2 3; do
        port=$(free_port)
        cat > "$dir/vsftpd.conf" <<END
listen=YES
listen_address=127.0.0.1
listen_port=$port
run_as_launching_user=YES
background=NO
seccomp_sandbox=NO
anonymous_enable=YES
local_enable=NO
no_anon_password=YES
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_umask=022
anon_root=$dir/root
allow_writeable_chroot=YES
ssl_enable=YES
allow_anon_ssl=YES
rsa_cert_file=$dir/server.crt
rsa_private_key_file=$dir/server.key
require_ssl_reuse=YES
xferlog_enable=NO
log_ftp_protocol=YES
vsftpd_log_file=$dir/vsftpd.protocol
ftpd_banner=A test server
END
        launch vsftpd vsftpd "$dir/vsftpd.conf"
        if await vsftpd listens "$port"; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    tell HOST 127.0.0.1
    tell PORT "$port"
    tell ROOT "$dir/root"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
