# The servers that test targets name in their sources, as RunningServer("…"), one a line; sourced by other scripts.
#
#   named_servers TARGET…    such as S3Tests; without any, those of all targets
named_servers() {
    local tests target folders=()
    tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../Tests" && pwd)
    # shellcheck disable=SC2046
    [ $# -gt 0 ] || set -- $(ls "$tests")
    for target in "$@"; do [ ! -d "$tests/$target" ] || [ "$target" = Support ] || folders+=("$tests/$target"); done
    [ "${#folders[@]}" -gt 0 ] || return 0
    { grep -rhoE --include='*.swift' 'RunningServer\("[a-z0-9-]+"' "${folders[@]}" || true; } | sed 's/.*"\(.*\)"/\1/' | sort -u
}
