import LoopbackServer

/// What the program serves.
struct Routes {
    /// `https` or `http`, for the addresses in answers.
    let scheme: String

    /// Answers a request.
    @Sendable
    func answer(_ request: ServerRequest) async -> ServerReply {
        switch (request.method, request.path) {
        case ("GET", "/json"), ("HEAD", "/json"):
            return .json(Self.document)
        case ("GET", "/oauth/token/"), ("POST", "/oauth/token/"):
            return .json(Self.token)
        case ("PUT", "/sink"), ("POST", "/sink"):
            return .json(#"{"size": \#(request.bodyLength)}"#)
        case ("GET", let path) where path.hasPrefix("/bytes/"), ("HEAD", let path) where path.hasPrefix("/bytes/"):
            guard let size = Int(path.dropFirst("/bytes/".count)), size >= 0 else {
                return .json(#"{"error": "/bytes/ is followed by a number of bytes."}"#, status: 400)
            }
            return .stream(0..<size, headers: ["Content-Type": "application/octet-stream"])
        case (_, let path) where path.hasPrefix("/rest/") && path.hasSuffix("/disk.file.get"):
            guard let size = request.text.firstMatch(of: /"id": *"?([0-9]+)/)?.output.1 else {
                return .json(
                    #"{"error": "ERROR_NOT_FOUND", "error_description": "There is no such file."}"#, status: 400)
            }
            return .json(
                #"{"result": {"ID": \#(size), "DOWNLOAD_URL": "\#(self.address(request, "/bytes/\(size)"))"}}"#)
        case (_, let path) where path.hasPrefix("/rest/") && path.hasSuffix("/disk.folder.uploadFile"):
            return .json(#"{"result": {"field": "file", "uploadUrl": "\#(self.address(request, "/sink"))"}}"#)
        case (_, let path) where path.hasPrefix("/rest/"):
            return .json(Self.result)
        default:
            return .json(#"{"error": "Nothing is served here; see loopback --help."}"#, status: 404)
        }
    }

    /// Answers a request and prints a line about it: no query and no body, where credentials might be.
    @Sendable
    func logged(_ request: ServerRequest) async -> ServerReply {
        let reply = await self.answer(request)
        Console.error("\(reply.status) \(request.method) \(request.path) \(request.bodyLength) bytes\n")
        return reply
    }

    /// An address of this server, by the name that the client knows it by.
    private func address(_ request: ServerRequest, _ path: String) -> String {
        "\(self.scheme)://\(request.headers["Host"] ?? "localhost")\(path)"
    }

    private static let document = """
        {"id": 4711, "name": "Example document", "tags": ["alpha", "beta", "gamma"], "price": 19.90, "active": true, \
        "owner": {"id": 42, "name": "Ada Example", "mail": "ada@example.org"}, "created": "2024-05-06T07:08:09Z", \
        "sizes": [1, 2, 3, 5, 8, 13, 21], "parent": null, "note": "Grüße, 世界, привет: served on loopback."}
        """

    private static let token = """
        {"access_token": "example-access-token", "refresh_token": "example-refresh-token", "expires": 1893456000, \
        "expires_in": 3600, "scope": "app", "domain": "oauth.example", "server_endpoint": "https://oauth.example/rest/", \
        "client_endpoint": "https://portal.example/rest/", "status": "L", "member_id": "example-member", "user_id": 1}
        """

    private static let result = """
        {"result": {"task": {"id": "5", "title": "Example task", "status": "2", "responsibleId": "1"}}, "time": \
        {"start": 1714979289.1, "finish": 1714979289.2, "duration": 0.1, "processing": 0.05, \
        "date_start": "2024-05-06T07:08:09+00:00", "date_finish": "2024-05-06T07:08:09+00:00"}}
        """
}
