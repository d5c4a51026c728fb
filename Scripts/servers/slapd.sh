#!/usr/bin/env bash
# An OpenLDAP server: ldap:// with StartTLS, and ldaps://. Anybody who logs in may read; the administrator may write.
set -euo pipefail
source "$(dirname "$0")/parts/server.sh"

suffix=dc=example,dc=org
password='oint test, 100% ü'

# The modules stand where the package puts them.
modules=$(ls -d /usr/lib/ldap /usr/lib/*/ldap /usr/libexec/openldap 2> /dev/null | head -n 1 || true)

configure() {
    mkdir -p "$dir/db"
    cat > "$dir/slapd.conf" <<END
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath $modules
moduleload back_mdb
pidfile $dir/slapd.own.pid.txt
TLSCACertificateFile $dir/ca.crt
TLSCertificateFile $dir/server.crt
TLSCertificateKeyFile $dir/server.key
sizelimit size.soft=50 size.hard=50 size.prtotal=unlimited
database mdb
maxsize 33554432
suffix "$suffix"
rootdn "cn=admin,$suffix"
rootpw "$password"
directory $dir/db
access to attrs=userPassword by self write by anonymous auth
access to * by users read by anonymous auth
END
    {
        printf 'dn: %s\nobjectClass: dcObject\nobjectClass: organization\no: Example\n\n' "$suffix"
        printf 'dn: ou=people,%s\nobjectClass: organizationalUnit\nou: people\n\n' "$suffix"
        # More than the server gives at once without paging.
        local number
        for number in $(seq 1 120); do
            printf 'dn: uid=person%s,ou=people,%s\nobjectClass: inetOrgPerson\nuid: person%s\n' "$number" "$suffix" "$number"
            printf 'cn:: %s\nsn: No. %s\n' "$(printf 'Ж %s' "$number" | base64)" "$number"
            printf 'userPassword:: %s\n\n' "$(printf %s "$password" | base64)"
        done
    } > "$dir/content.ldif"
    slapadd -q -f "$dir/slapd.conf" -l "$dir/content.ldif"
}

start() {
    need slapd
    make_certificates
    configure
    local attempt port tls_port
    for attempt in 1 2 3; do
        port=$(free_port) tls_port=$(free_port)
        launch slapd slapd -f "$dir/slapd.conf" -h "ldap://127.0.0.1:$port ldaps://127.0.0.1:$tls_port" -d 0
        if await slapd listens "$port" && await slapd listens "$tls_port"; then break; fi
        [ "$attempt" -lt 3 ] || return 1
    done
    tell URL "ldap://127.0.0.1:$port"
    tell TLS_URL "ldaps://127.0.0.1:$tls_port"
    tell SUFFIX "$suffix"
    tell USER "cn=admin,$suffix"
    tell PERSON "uid=person1,ou=people,$suffix"
    tell PASSWORD "$password"
    tell CA "$dir/ca.crt"
    tell OTHER_CA "$dir/other-ca.crt"
}

run_server "$@"
