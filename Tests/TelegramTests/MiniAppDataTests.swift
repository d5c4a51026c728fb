import OIntCore
import OIntTelegram
import PreparedAnswers
import Testing

/// The signatures were made by other means than those under test.
///
/// Source: https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
@Suite struct MiniAppDataTests {
    private static let token: Secret = "123456:AAbot_secret-x"
    private static let user =
        "%7B%22id%22%3A279058397%2C%22first_name%22%3A%22%D0%90%D0%BD%D0%BD%D0%B0%20%2B%20Bob%22%2C%22username%22%3A%22a_b%22%7D"
    private static let hash = "6a120e6f14f3afe477cfc4db602abee80da24bc05b40ecc08acffa8b18d11222"
    private static let fields = "query_id=AAH-7&user=\(user)&auth_date=1662771648&signature=sig_-x"

    @Test(arguments: ["", "?"], [hash, hash.uppercased()])
    func `Data with the right signature pass`(_ prefix: String, _ hash: String) throws {
        let data = try Telegram.processTMAData(dataString: "\(prefix)\(Self.fields)&hash=\(hash)", token: Self.token)
        #expect(data["passed"] == true)
        #expect(data.keys == ["query_id", "user", "auth_date", "signature", "hash", "passed"])
        #expect(data["user"] == #"{"id":279058397,"first_name":"Анна + Bob","username":"a_b"}"#)
    }

    @Test func `The order of the fields does not matter, and a plus is a space`() throws {
        let shuffled = "hash=\(Self.hash)&signature=sig_-x&user=\(Self.user.replacing("%20", with: "+"))"
        let data = try Telegram.processTMAData(
            dataString: shuffled + "&auth_date=1662771648&query_id=AAH-7", token: Self.token)
        #expect(data["passed"] == true)
    }

    @Test(arguments: [
        "\(fields)&hash=\(String(hash.dropLast()))3", "\(fields)&hash=\(hash.dropLast(2))", "\(fields)&hash=", fields,
        "\(fields)&hash=zz", "\(fields)&x=1&hash=\(hash)", "\(fields)&hash=\(hash)&hash=\(hash)",
        fields.replacing("279058397", with: "279058398") + "&hash=\(hash)",
        "\(fields)&cookie=1&hash=\(hash)", "",
    ])
    func `Data that were tampered with do not`(_ text: String) throws {
        #expect(try Telegram.processTMAData(dataString: text, token: Self.token)["passed"] == false)
    }

    @Test func `Another bot's data do not`() throws {
        let text = "\(Self.fields)&hash=\(Self.hash)"
        #expect(try Telegram.processTMAData(dataString: text, token: "123457:AAbot_secret-x")["passed"] == false)
    }

    @Test func `A field named like the verdict is not taken for it`() throws {
        let data = try Telegram.processTMAData(
            dataString: "passed=true&\(Self.fields)&hash=\(Self.hash)&passed=true", token: Self.token)
        #expect(data.filter { $0.key == "passed" }.map(\.value) == [false])
    }

    @Test(arguments: ["no pairs", "a=%zz", "a=%FF", "a&b=c"])
    func `What is no query string is refused`(_ text: String) async {
        let bot = Bot()
        await #expect(throws: UsageError.self) { try await bot.call("ProcessTMAData", ["datastring": text]) }
        #expect(bot.requests.isEmpty)
    }
}
