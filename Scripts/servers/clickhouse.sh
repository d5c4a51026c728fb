#!/usr/bin/env bash
# A ClickHouse server (HTTP, HTTPS), as old as the distribution's, and its current engine behind gRPC.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

password='oint test, 100% @:/?#[]&=ü'

configure() {
    mkdir -p "$dir/data" "$dir/tmp"
    cat > "$dir/config.xml" <<END
<yandex>
    <logger><level>warning</level><log>$dir/server.log</log><errorlog>$dir/server.errors</errorlog></logger>
    <http_port>$http</http_port>
    <https_port>$https</https_port>
    <tcp_port>$tcp</tcp_port>
    <interserver_http_port>$interserver</interserver_http_port>
    <openSSL><server>
        <certificateFile>$dir/server.crt</certificateFile>
        <privateKeyFile>$dir/server.key</privateKeyFile>
        <verificationMode>none</verificationMode>
    </server></openSSL>
    <listen_host>127.0.0.1</listen_host>
    <path>$dir/data/</path>
    <tmp_path>$dir/tmp/</tmp_path>
    <users_config>users.xml</users_config>
    <default_profile>default</default_profile>
    <default_database>default</default_database>
    <mark_cache_size>16777216</mark_cache_size>
</yandex>
END
    cat > "$dir/users.xml" <<END
<yandex>
    <profiles><default/></profiles>
    <quotas><default/></quotas>
    <users>
        <default><password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>
        <plain>
            <password_sha256_hex>$(printf %s "$password" | sha256sum | cut -d ' ' -f 1)</password_sha256_hex>
            <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
        </plain>
    </users>
</yandex>
END
}

answers() { curl -q -s --fail --noproxy '*' --max-time 5 "http://127.0.0.1:$http/ping"; }

start() {
    need clickhouse-server
    make_certificates
    local attempt
    for attempt in 1 2 3; do
        http=$(free_port) https=$(free_port) tcp=$(free_port) interserver=$(free_port)
        configure
        launch clickhouse clickhouse-server --config-file="$dir/config.xml"
        if await clickhouse answers; then break; fi
        [ "$attempt" -lt 3 ] || { tail -n 5 "$dir/server.errors" >&2; return 1; }
    done
    launch_python grpc clickhouse-grpc.py "$dir"
    tell URL "http://127.0.0.1:$http"
    tell TLS_URL "https://localhost:$https"
    tell USER plain
    tell PASSWORD "$password"
    tell CA "$dir/ca.crt"
    tell GRPC "127.0.0.1:$(printed grpc port)"
}

run_server "$@"
