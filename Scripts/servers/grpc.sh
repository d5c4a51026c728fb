#!/usr/bin/env bash
# A gRPC server with reflection, in clear and with TLS. See parts/grpc-server.py.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

start() {
    make_certificates
    launch_python grpc grpc-server.py "$dir"
    tell ADDRESS "127.0.0.1:$(printed grpc port)"
    tell TLS_ADDRESS "localhost:$(printed grpc tls)"
    tell PROTO "$dir/sample.proto"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
