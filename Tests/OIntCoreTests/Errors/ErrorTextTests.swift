import OIntCore
import Testing

@Suite("Words of errors")
struct ErrorTextTests {
    @Test("a refusal tells who, the code, the words and what to do")
    func refusals() {
        func line(_ code: String?, _ status: Int?, _ message: String?, _ remedy: String?) -> String {
            ServiceError(
                service: "Portal", status: status, code: code, message: message, remedy: remedy, reply: .bytes([])
            )
            .description
        }
        #expect(line(nil, nil, nil, nil) == "Portal refused")
        #expect(line("expired", 401, "Too old", nil) == "Portal refused (expired, HTTP 401): Too old")
        #expect(line("expired", nil, nil, nil) == "Portal refused (expired)")
        #expect(line(nil, 404, "", nil) == "Portal refused (HTTP 404)")
        #expect(line(nil, 404, "Not found", "Check --task.") == "Portal refused (HTTP 404): Not found. Check --task.")
        #expect(line(nil, 404, "Not found.", "Check --task.") == "Portal refused (HTTP 404): Not found. Check --task.")
        #expect(line(nil, 404, "Really?", "Check --task.") == "Portal refused (HTTP 404): Really? Check --task.")
        #expect(line("x", 404, nil, "Check --task.") == "Portal refused (x, HTTP 404). Check --task.")
        #expect(line(nil, nil, "No \"a\"", "Check --task.") == "Portal refused: No \"a\". Check --task.")
    }

    @Test("an error of the connection tells where, what, when and what to do")
    func connections() {
        let error = ConnectionError(peer: "example.com:443", step: .tls, reason: "the certificate has expired")
        #expect(error.description == "example.com:443: the certificate has expired while securing the connection")
        #expect(!error.isTimeout)
        let late = ConnectionError(
            peer: "example.com:443", step: .exchanging, reason: "30 seconds passed",
            remedy: "Give more with --timeout.",
            isTimeout: true)
        #expect(
            late.description
                == "example.com:443: 30 seconds passed while waiting for the answer. Give more with --timeout.")
        #expect(
            ReplyError(peer: "example.com:443", reason: "the answer is cut off", remedy: "Try again.").description
                == "example.com:443: the answer is cut off. Try again.")
        #expect(LocalError("/tmp/a", "it does not exist").description == "/tmp/a: it does not exist")
    }

    @Test("an unknown option is quoted, with the one that was meant")
    func usage() {
        #expect(UsageProblem.unknownOption("--tsk", suggestion: nil).description == "unknown option '--tsk'")
        #expect(
            UsageProblem.unknownOption("--tsk", suggestion: "task").description
                == "unknown option '--tsk', did you mean --task?")
        #expect(UsageError("nothing works").problems == [.other("nothing works")])
        #expect(UsageError("nothing works").description == "nothing works")
    }
}
