import Foundation

/// Gives up the rights of the superuser, where the process has them, for the rest of its life.
func becomeNobody() {
    if geteuid() == 0 {
        _ = setegid(65534)
        _ = seteuid(65534)
    }
}
