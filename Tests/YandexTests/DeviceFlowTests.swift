import LibraryTesting
import OIntCore
import OIntHTTP
import OIntYandex
import PreparedAnswers
import TestClocks
import Testing

@Suite("Codes for another device", .timeLimit(.minutes(1)))
struct DeviceFlowTests {
    private let options = ["id": "app", "secret": "hush", "device": "code"]

    @Test("Tokens are asked for until the code is entered, at the interval")
    func waits() async throws {
        let pending = PreparedService.Answer.json(["error": "authorization_pending"], status: 400)
        let service = PreparedService(pending, pending, .json(["access_token": "y0"]))
        let clock = InstantClock()
        let library = LibraryUnderTest(Yandex.library, options: options, over: service, clock: clock)
        let tokens = try await library.call("ConvertCodeToToken", ["interval": "7"]).json
        #expect(tokens?["access_token"] == "y0")
        #expect(clock.pauses == [.seconds(7), .seconds(7)])
    }

    @Test("A code that is too old is a refusal at once, and one that is never entered ends")
    func ends() async throws {
        let old = PreparedService(.json(["error": "bad_verification_code", "error_description": "old"], status: 400))
        let refusal = await #expect(throws: ServiceError.self) {
            try await LibraryUnderTest(Yandex.library, options: options, over: old).call("ConvertCodeToToken")
        }
        #expect(refusal?.code == "bad_verification_code" && old.requests.count == 1)
        let never = PreparedService([.json(["error": "authorization_pending"], status: 400)], repeatsLast: true)
        let library = LibraryUnderTest(Yandex.library, options: options, over: never, clock: InstantClock())
        await #expect(throws: ServiceError.self) { try await library.call("ConvertCodeToToken", ["interval": "60"]) }
        #expect(never.requests.count == 11)
    }
}
