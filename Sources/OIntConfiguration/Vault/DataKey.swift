import Crypto
import OIntCore

/// The key that files with secrets are sealed with: 256 bits, drawn at random.
package struct DataKey: Sendable {
    private let key: SymmetricKey

    /// Draws a key.
    package init() { key = SymmetricKey(size: .bits256) }

    /// Takes a key from its bytes.
    /// - Parameter bytes: The 32 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The 32 bytes.
    var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    /// Seals a file's content with AES-256-GCM, so that it can be neither read nor changed, nor put under another name.
    /// - Parameters:
    ///   - bytes: The content.
    ///   - name: The file's name, which opening it needs too.
    /// - Returns: What to store: a JSON object.
    /// - Throws: `LocalError` when sealing fails.
    package func seal(_ bytes: [UInt8], name: String) throws(LocalError) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(bytes, using: key, authenticating: Array(name.utf8))
            return SealedContent(content: Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)).bytes
        } catch {
            throw LocalError(name, "it can't be sealed: \(error)")
        }
    }

    /// Opens what ``seal(_:name:)`` made.
    /// - Parameters:
    ///   - bytes: What was stored.
    ///   - name: The file's name.
    /// - Returns: The content.
    /// - Throws: `LocalError` when it was sealed with another key or under another name, or was changed since.
    package func open(_ bytes: [UInt8], name: String) throws(LocalError) -> [UInt8] {
        guard let sealed = SealedContent(bytes) else {
            throw LocalError(name, "it is not sealed, though secrets here are; remove it, and enter its secrets again")
        }
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.content)
            return Array(try AES.GCM.open(box, using: key, authenticating: Array(name.utf8)))
        } catch {
            throw LocalError(
                name,
                "it is damaged, was sealed with another key, or had another name; "
                    + "remove it, and enter its secrets again")
        }
    }

    /// Whether some content is sealed.
    /// - Parameter bytes: What was stored.
    package static func isSealed(_ bytes: [UInt8]) -> Bool { SealedContent(bytes) != nil }
}

/// Sealed bytes as they are stored: `{"sealed":"AES-256-GCM","content":"…"}`, the content in base64 being the nonce of 12
/// bytes, what was encrypted, and the tag of 16.
private struct SealedContent {
    let content: [UInt8]

    init(content: [UInt8]) { self.content = content }

    /// Reads what was stored; nil when it is something else.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["sealed"]?.string == Self.method,
            let content = json["content"]?.string.flatMap({ Base64.decoded($0) })
        else { return nil }
        self.content = content
    }

    var bytes: [UInt8] {
        let json: JSON = ["sealed": .string(Self.method), "content": .string(Base64.encoded(content))]
        return Array((json.text(.compact) + "\n").utf8)
    }

    private static let method = "AES-256-GCM"
}
