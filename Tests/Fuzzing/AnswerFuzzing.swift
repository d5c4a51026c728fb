import Dispatch
import Glibc
import OIntCore
import OIntHTTP

extension FuzzTarget {
    /// An answer of a server, byte by byte, through the client as it is used.
    @Sendable static func http(_ bytes: [UInt8]) { AnswerServer.shared.answer(bytes) }
}

/// A server on this machine that answers each request with given bytes, and closes the connection.
private final class AnswerServer: @unchecked Sendable {
    static let shared = AnswerServer()

    private let socket: Int32
    private let port: UInt16
    private let client: HTTP

    private init() {
        let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        precondition(isReady, "There is no port for the server")
        socket = listener
        port = UInt16(bigEndian: address.sin_port)
        var configuration = HTTPConfiguration()
        configuration.timeout = .seconds(5)
        configuration.retry.limit = 0
        configuration.replyLimit = 1 << 20
        client = HTTP(configuration)
    }

    func answer(_ bytes: [UInt8]) {
        let done = DispatchSemaphore(value: 0)
        let (client, url) = (client, "http://127.0.0.1:\(port)/")
        Task {
            _ = try? await client.fetch(Request(.get, url, isRepeatable: false))
            done.signal()
        }
        serve(bytes)
        done.wait()
    }

    /// Takes one connection, reads the request, and answers.
    private func serve(_ bytes: [UInt8]) {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { return }
        var request = [UInt8](repeating: 0, count: 4096)
        _ = recv(connection, &request, request.count, 0)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        // Without lingering, so that ports are not used up.
        var linger = linger(l_onoff: 0, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close(connection)
    }
}
