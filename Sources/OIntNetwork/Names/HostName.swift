import CLibIDN2
import OIntCore
import OIntDrivers

/// Names of hosts in letters outside ASCII, such as `портал.рф`.
package enum HostName {
    /// The name as the network knows it: mapped by UTS 46, without the transition from the standard before, and allowed by
    /// IDNA 2008, which knows no symbols; those that exist all the same can be written in their form with `xn--`.
    ///
    /// Source: https://www.unicode.org/reports/tr46/
    /// - Parameter name: The name, as people write it.
    /// - Returns: The name in ASCII.
    /// - Throws: `UsageError` when it can't be one of a host; `LocalError` when libidn2 is needed and missing.
    package static func ascii(_ name: String) throws -> String {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
        // An invisible zero byte would end the name early in C.
        guard !name.utf8.contains(0) else { throw UsageError("the name of a host can't hold a zero byte") }
        let functions = try LibIDN2.driver.loaded().f
        var output: UnsafeMutablePointer<CChar>?
        let flags = Int32(OINT_IDN2_NFC_INPUT | OINT_IDN2_NONTRANSITIONAL)
        let code = functions.idn2_to_ascii_8z(name, &output, flags)
        defer { functions.idn2_free(output) }
        guard code == 0, let output else {
            let reason = String(cString: functions.idn2_strerror(code))
            throw UsageError("\(Quote.short(name)) is no name of a host: \(reason)")
        }
        let ascii = String(cString: output)
        // What looks like a letter may turn out to be a sign that ends the host in an address.
        let isHost = ascii.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isHost, !ascii.isEmpty else { throw UsageError("\(Quote.short(name)) is no name of a host") }
        return ascii
    }
}

/// libidn2, loaded when it is first needed.
private enum LibIDN2 {
    static let driver = Driver<oint_libidn2>(
        "libidn2", ["libidn2.so.0", "libidn2.so", "libidn2.0.dylib"], find: oint_libidn2_find,
        packages:
            "Names of hosts with letters outside ASCII need it. Install libidn2-0 (Debian, Ubuntu) or libidn2 (Fedora, Arch, "
            + "Alpine), or write the name in its form with xn--")
}
