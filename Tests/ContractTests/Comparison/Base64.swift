import Foundation

extension [UInt8] {
    /// The bytes as base64, by other means than those under test.
    var base64: String { Data(self).base64EncodedString() }
}
