import NIOCore
import NIOEmbedded
import Testing

@testable import OIntHTTP

@Suite("Loose framing")
struct FramingRepairTests {
    /// What comes out of the handler for bytes that arrive in pieces of a size.
    private func repaired(_ text: String, pieces size: Int, isForHead: Bool = false) throws -> String {
        let repair = FramingRepair()
        repair.isForHead = isForHead
        let channel = EmbeddedChannel(handler: repair)
        try channel.connect(to: .init(unixDomainSocketPath: "/x")).wait()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try channel.writeInbound(ByteBuffer(bytes: rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        try channel.close().wait()
        var output = ""
        while let bytes = try channel.readInbound(as: ByteBuffer.self) { output += String(buffer: bytes) }
        return output
    }

    private func check(_ text: String, _ wanted: String, isForHead: Bool = false) throws {
        for size in [1, 2, 3, 7, 1000] {
            #expect(try repaired(text, pieces: size, isForHead: isForHead) == wanted, "in pieces of \(size)")
        }
    }

    @Test(
        "What is in order passes as it is",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\nbHTTP/1.1 204 No\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\nb\r\nA;x=y\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nto the\nend\n\nof it",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\n",
            "HTTP/1.1 304 Not\r\nContent-Length: 5\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\n",
            "SSH-2.0-x\n\n", "\u{0}\u{1}", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab\n", "HTTP/1.1 101 Up\r\n\r\na\nb",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 200 OK\r\nhalf",
        ])
    func untouched(text: String) throws { try check(text, text) }

    @Test(
        "Lines that end with LF alone get their CR, bodies do not",
        arguments: [
            (
                "HTTP/1.1 200 OK\nContent-Length: 3\n\na\nb",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\nb"
            ),
            (
                "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\na\nb\n0\n\nHTTP/1.1 204 No\n\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\nb\r\n0\r\n\r\nHTTP/1.1 204 No\r\n\r\n"
            ),
        ])
    func lineEnds(text: String, wanted: String) throws { try check(text, wanted) }

    @Test("Blanks around the size of a chunk", arguments: ["3  ", " 3", "3\t", "3 ;x=y", "0003 "])
    func blanks(size: String) throws {
        let digits = size.filter { $0.isHexDigit && $0 != "x" }
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        try check(
            "\(head)\(size)\r\nabc\r\n0 \r\n\r\n", "\(head)\(digits)\r\nabc\r\n0\r\n\r\n")
    }

    @Test("A length beside chunks is left out, a repeated one said once")
    func lengths() throws {
        try check(
            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")
        for twice in ["Content-Length: 1\r\ncontent-length: 1", "Content-Length: 1, 1"] {
            try check("HTTP/1.1 200 OK\r\n\(twice)\r\n\r\na", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
        }
    }

    @Test("Folded lines are joined, and names lose their blanks")
    func headers() throws {
        try check(
            "HTTP/1.1 200 OK\r\nX: a\r\n\t b\r\nContent-Length : 1\r\n\r\n\n",
            "HTTP/1.1 200 OK\r\nX: a b\r\nContent-Length: 1\r\n\r\n\n")
    }

    @Test("An answer to HEAD has no body, whatever its length")
    func head() throws {
        let text = "HTTP/1.1 200 OK\nContent-Length: 5\n\nHTTP/1.1 200 OK\nContent-Length: 5\n\n"
        try check(text, text.replacing("\n", with: "\r\n"), isForHead: true)
    }
}
