import OIntCore
import Testing

@testable import OIntConfiguration

@Suite("Sealing secrets")
struct SealingTests {
    /// Cheap enough to be done often.
    private static let cost = WrappedKey.Cost(rounds: 16, blockSize: 8, parallelism: 1)
    private let secret = Array(#"{"token":"s3cr3t"}"#.utf8)

    @Test("What is sealed can be opened, and does not show")
    func roundTrip() throws {
        let key = DataKey()
        let sealed = try key.seal(secret, name: "work.json")
        #expect(try key.open(sealed, name: "work.json") == secret)
        #expect(try JSON(parsing: sealed)["sealed"] == "AES-256-GCM")
        #expect(!String(decoding: sealed, as: UTF8.self).contains("s3cr3t"))
        // The same content never looks the same.
        #expect(try key.seal(secret, name: "work.json") != sealed)
    }

    @Test("What is sealed opens only with its key, under its name, and as it was")
    func refusals() throws {
        let key = DataKey()
        let sealed = try key.seal(secret, name: "work.json")
        #expect(throws: LocalError.self) { try key.open(sealed, name: "home.json") }
        #expect(throws: LocalError.self) { try DataKey().open(sealed, name: "work.json") }
        #expect(throws: LocalError.self) { try key.open(secret, name: "work.json") }
        #expect(throws: LocalError.self) { try key.open([], name: "work.json") }
        let content = try #require(try JSON(parsing: sealed)["content"]?.string.flatMap { Base64.decoded($0) })
        for place in content.indices {
            var changed = content
            changed[place] ^= 1
            let json: JSON = ["sealed": "AES-256-GCM", "content": .string(Base64.encoded(changed))]
            #expect(throws: LocalError.self) { try key.open(Array(json.text(.compact).utf8), name: "work.json") }
        }
        let cut: JSON = ["sealed": "AES-256-GCM", "content": .string(Base64.encoded(content.prefix(5)))]
        #expect(throws: LocalError.self) { try key.open(Array(cut.text(.compact).utf8), name: "work.json") }
    }

    @Test("Where nothing protects secrets they are stored as they are, and sealed ones are refused")
    func plain() throws {
        #expect(try FileCipher.plain.seal(secret, name: "x") == secret)
        #expect(try FileCipher.plain.open(secret, name: "x") == secret)
        let cipher = FileCipher.sealed(DataKey())
        let sealed = try cipher.seal(secret, name: "x")
        #expect(try cipher.open(sealed, name: "x") == secret)
        #expect(throws: LocalError.self) { try FileCipher.plain.open(sealed, name: "x") }
    }

    @Test("A passphrase opens the key, and a wrong one says no more than that")
    func passphrase() async throws {
        let key = DataKey()
        let wrapped = try await WrappedKey(key, passphrase: "correct horse", cost: Self.cost)
        #expect(try await wrapped.open(passphrase: "correct horse").bytes == key.bytes)
        for wrong in ["Correct horse", "correct horse ", "x"] as [Secret] {
            await #expect(throws: LocalError("passphrase", "it is wrong")) { try await wrapped.open(passphrase: wrong) }
        }
        await #expect(throws: LocalError("passphrase", "it is empty")) { try await wrapped.open(passphrase: "") }
        await #expect(throws: LocalError("passphrase", "it is empty")) { try await WrappedKey(key, passphrase: "") }
    }

    @Test("With another passphrase the key stays, and so does what it sealed")
    func rewrapping() async throws {
        let old = try await WrappedKey(DataKey(), passphrase: "old", cost: Self.cost)
        let sealed = try await old.open(passphrase: "old").seal(secret, name: "work.json")
        let new = try await WrappedKey(try await old.open(passphrase: "old"), passphrase: "new", cost: Self.cost)
        #expect(new.salt != old.salt)
        #expect(try await new.open(passphrase: "new").open(sealed, name: "work.json") == secret)
        await #expect(throws: LocalError.self) { try await new.open(passphrase: "old") }
    }

    @Test("A key file is read as it was written")
    func keyFiles() async throws {
        let key = DataKey()
        let wrapped = try await WrappedKey(key, passphrase: "p", cost: Self.cost)
        for protection in [.none, .passphrase(wrapped), .keyring(purpose: "data")] as [KeyFile.Protection] {
            let file = KeyFile(protection)
            #expect(try KeyFile(bytes: file.bytes, path: "key.json") == file)
        }
        guard case .passphrase(let read) = try KeyFile(bytes: KeyFile(.passphrase(wrapped)).bytes, path: "").protection
        else { throw LocalError("key file", "it lost its passphrase") }
        #expect(try await read.open(passphrase: "p").bytes == key.bytes)
    }

    @Test("Files that another implementation of the same standards has made can be opened")
    func foreignFiles() async throws {
        // Made with Python's hashlib.scrypt and the AES-GCM of its package cryptography.
        let file = try KeyFile(bytes: Array(Self.foreignKeyFile.utf8), path: "key.json")
        guard case .passphrase(let wrapped) = file.protection else { throw LocalError("key file", "no passphrase") }
        let key = try await wrapped.open(passphrase: "correct horse é")
        #expect(key.bytes == Array(0..<32))
        let sealed =
            #"{"sealed":"AES-256-GCM","content":"AAECAwQFBgcICQoLPCCidK6ArDm3Y+S40ptLGaGrbgdFHjrXXdoIZ9ovbUx0Cw=="}"#
        #expect(try key.open(Array(sealed.utf8), name: "work.json") == secret)
    }

    private static let foreignKeyFile = """
        {
          "version": 1,
          "protection": "passphrase",
          "scrypt": { "rounds": 1024, "blockSize": 8, "parallelism": 1, "salt": "ZGVmZ2hpamtsbW5vcHFycw==" },
          "key": {
            "sealed": "AES-256-GCM",
            "content": "AAECAwQFBgcICQoL93HGSyZCp2bFRjx1vOB9JPLQNQ6wxBb7ZJ9rq1GqYmTPIA9+QG0Av8fZemh3Pk8k"
          }
        }
        """

    @Test(
        "A key file that is damaged, or would use up the machine, is refused",
        arguments: [
            ("", "damaged"), ("{}", "damaged"), (#"{"version":1}"#, "damaged"), (#"{"version":2}"#, "later version"),
            (foreignKeyFile.replacing("1024", with: "1000"), "damaged"),
            (foreignKeyFile.replacing("1024", with: "1099511627776"), "damaged"),
            (foreignKeyFile.replacing("\"parallelism\": 1", with: "\"parallelism\": 0"), "damaged"),
            (foreignKeyFile.replacing("ZGVmZ2hpamtsbW5vcHFycw==", with: ""), "damaged"),
            (foreignKeyFile.replacing("\"passphrase\"", with: "\"magic\""), "damaged"),
        ])
    func damaged(text: String, reason: String) throws {
        let error = try #require(throws: LocalError.self) { try KeyFile(bytes: Array(text.utf8), path: "/k/key.json") }
        #expect(error.subject == "/k/key.json")
        #expect(error.reason.contains(reason))
    }

    @Test("Guessing a passphrase costs 128 MiB of memory each time")
    func standardCost() {
        let cost = WrappedKey.Cost.standard
        #expect(128 * cost.rounds * cost.blockSize == 128 << 20)
        #expect(cost.isSensible)
    }
}
