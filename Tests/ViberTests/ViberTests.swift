import LibraryTesting
import OIntCore
import OIntHTTP
import PreparedAnswers
import Testing

@testable import OIntViber

private let done: JSON = ["status": 0, "status_message": "ok", "message_token": 5_741_311_803_571_721_087]

private func viber(_ service: PreparedService) -> LibraryUnderTest {
    LibraryUnderTest(Viber.library, options: ["token": "4f2e-hidden", "ischannel": "false"], over: service)
}

@Suite("Viber") struct ViberTests {
    @Test("A refusal under 200 is one, is not sent again, and shows no token", arguments: [6, 12])
    func refusal(status: Int) async throws {
        let service = PreparedService(.json(["status": JSON(status), "status_message": "notSubscribed"]))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await viber(service).call("SendTextMessage", ["user": "a==", "text": "hi"])
            })
        #expect(error.code == String(status))
        #expect(error.remedy != nil)
        #expect(service.requests.count == 1)
        #expect(!error.description.contains("4f2e"))
    }

    @Test("The token of a message keeps every digit, and texts and numbers their types")
    func types() async throws {
        let service = PreparedService(.json(done), .json(done))
        let answer = try await viber(service).call("SendLocation", ["user": "a==", "lat": "48.2082", "long": "-16.5"])
            .json
        #expect(answer?["message_token"]?.text(.compact) == "5741311803571721087")
        #expect(service.requests[0].json?["location"]?.text(.compact) == #"{"lat":48.2082,"lon":-16.5}"#)
        _ = try await viber(service).call("SendTextMessage", ["user": "a==", "text": "hi", "ischannel": "true"])
        #expect(service.requests[1].address.hasSuffix("/pa/post"))
        #expect(service.requests[1].json?["from"] == "a==")
        #expect(service.requests[1].json?["receiver"] == nil)
    }

    @Test(
        "What Viber would not take is told before anything is sent",
        arguments: [
            ("SendTextMessage", ["user": "+15550100", "text": "hi"], "telephone number"),
            ("SendTextMessage", ["user": "a==", "text": "hi", "sender": "a name that is longer than it may be"], "28"),
            ("SendTextMessage", ["user": "a==", "text": String(repeating: "ж", count: 7001)], "7000"),
            (
                "SendTextMessage",
                [
                    "user": "a==", "text": "x",
                    "keyboard": "{\"Buttons\": \"" + String(repeating: "ж", count: 15400) + "\"}",
                ], "30720"
            ),
            (
                "SendImage",
                ["user": "a==", "picture": "https://h/p.jpg", "description": String(repeating: "a", count: 513)], "512"
            ),
            ("SendLocation", ["user": "a==", "lat": "91", "long": "0"], "-90 to 90"),
            ("SetWebhook", ["url": "http://h/"], "https://"),
        ])
    func limits(method: String, options: [String: String], words: String) async throws {
        let service = PreparedService()
        let error = try #require(
            await #expect(throws: UsageError.self) { try await viber(service).call(method, options) })
        #expect(error.description.contains(words), "\(error)")
        #expect(service.requests.isEmpty)
    }

    @Test("A keyboard gets its type, and other members pass")
    func keyboard() async throws {
        let service = PreparedService(.json(done))
        _ = try await viber(service).call(
            "SendTextMessage", ["user": "a==", "text": "hi", "keyboard": #"{"DefaultHeight": true, "Buttons": []}"#])
        #expect(
            service.requests[0].json?["keyboard"]?.text(.compact)
                == #"{"DefaultHeight":true,"Buttons":[],"Type":"keyboard"}"#)
    }

    @Test("More users than a request takes go in parts, in their order")
    func parts() async throws {
        let ids = (1...250).map { "u\($0)==" }
        let service = PreparedService(
            .json(["status": 0, "users": [["id": "u1=="]]]), .json(["status": 0, "users": [["id": "u101=="]]]),
            .json(["status": 0, "users": [["id": "u201=="]]]))
        let list = JSON.array(ids.map { .string($0) }).text(.compact)
        let answer = try await viber(service).call("GetOnlineUsers", ["users": list]).json
        #expect(answer?["users"]?.array?.count == 3)
        #expect(service.requests.map { $0.json?["ids"]?.array?.count } == [100, 100, 50])
        #expect(service.requests[2].json?["ids"]?[0] == "u201==")
    }

    @Test("A broadcast tells who did not get it, and what went out before it broke off")
    func broadcast() async throws {
        let list = JSON.array((1...301).map { .string("u\($0)==") }).text(.compact)
        let failed: JSON = [["receiver": "u7==", "status": 6, "status_message": "Not subscribed"]]
        let service = PreparedService(
            .json(["status": 0, "failed_list": failed]), .json(["status": 0, "failed_list": []]))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                try await viber(service).call("BroadcastTextMessage", ["users": list, "text": "hi"])
            })
        #expect(error.message?.contains("1 of 301") == true && error.message?.contains("u7==") == true)
        #expect(service.requests.map { $0.json?["broadcast_list"]?.array?.count } == [300, 1])
        let broken = PreparedService(
            .json(["status": 0, "failed_list": failed]), .json(["status": 2, "status_message": "invalidAuthToken"]))
        let half = try #require(
            await #expect(throws: ServiceError.self) {
                try await viber(broken).call("BroadcastTextMessage", ["users": list, "text": "hi"])
            })
        #expect(half.message?.contains("first 300 users were sent to, and 1 of them") == true)
        #expect(half.reply == .json(["status": 0, "failed_list": failed, "sent_to": 300]))
    }

    @Test("The size of a file is asked for where it is not given, and its address has to answer")
    func fileSize() async throws {
        let service = PreparedService(.init(body: "12345"), .json(done))
        _ = try await viber(service).call("SendFile", ["user": "a==", "file": "https://h/r.pdf", "ext": ".pdf"])
        #expect(service.requests[1].json?["size"] == 5)
        #expect(service.requests[1].json?["file_name"] == "File.pdf")
        #expect(service.requests[0].request.headers.first(named: "X-Viber-Auth-Token") == nil)
        let gone = PreparedService(.init(status: 404))
        await #expect(throws: UsageError.self) {
            try await viber(gone).call("SendFile", ["user": "a==", "file": "https://h/r.pdf", "ext": "pdf"])
        }
    }

    @Test("A webhook is taken away by a method of its own")
    func webhook() async throws {
        let service = PreparedService(.json(["status": 0]))
        _ = try await viber(service).call("DeleteWebhook")
        #expect(service.requests[0].body == #"{"url":""}"#)
        #expect(service.requests[0].request.headers.first(named: "X-Viber-Auth-Token") == "4f2e-hidden")
    }
}
