import OIntCore

/// A stretch of an upload that one request carries.
package struct UploadPart: Sendable {
    /// The number of the part, from 1.
    package let number: Int
    /// Where it begins in the content, in bytes.
    package let offset: Int
    /// How many bytes it has; nil for a stream that goes out in one request.
    package let length: Int?
    /// The size of the whole content in bytes; nil while only the end will tell.
    package let total: Int?
    /// Whether it is the last one.
    package let isLast: Bool
    /// The bytes.
    package let body: Body
    /// Whether the service may get the part twice.
    package internal(set) var isRepeatable = false
    /// Makes the function that is told the bytes as they go out; ``request(_:_:query:headers:)`` hands it over.
    package internal(set) var watcher: Request.BodyWatcher?

    init(number: Int, offset: Int, length: Int?, total: Int?, isLast: Bool, body: Body) {
        self.number = number
        self.offset = offset
        self.length = length
        self.total = total
        self.isLast = isLast
        self.body = body
    }

    /// Where the part ends, in bytes from the beginning of the content; nil where only sending tells.
    package var end: Int? { length.map { offset + $0 } }

    /// The header `Content-Range`: `bytes 0-9/100`, with `*` where the size is unknown, and `bytes */0` for nothing.
    ///
    /// Source: RFC 9110, section 14.4
    package var contentRange: HeaderField {
        let total = total.map { String($0) } ?? "*"
        guard let end, end > offset else { return HeaderField("Content-Range", "bytes */\(total)") }
        return HeaderField("Content-Range", "bytes \(offset)-\(end - 1)/\(total)")
    }

    /// The request that carries the part as its body, and nothing else.
    ///
    /// Progress is shown as it goes out, and whether it is repeated follows from the kind of upload.
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The address, without the query items.
    ///   - query: Query items, in their order.
    ///   - headers: Headers, the content's type among them.
    ///   - secrets: What the request carries that must not be shown.
    package func request(
        _ method: Request.Method, _ url: String, query: [(name: String, value: String)] = [],
        headers: [HeaderField] = [], secrets: [Secret] = []
    ) -> Request {
        Request(
            method, url, query: query, headers: headers, body: body, isRepeatable: isRepeatable, secrets: secrets,
            bodyWatcher: watcher)
    }

    /// The request to a service that carries the part as its body, and nothing else.
    ///
    /// Progress is shown as it goes out, and whether it is repeated follows from the kind of upload.
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path below the service's address.
    ///   - query: The query.
    ///   - headers: Headers, the content's type among them.
    package func request(
        _ method: Request.Method, _ path: RequestPath, query: Query = [:], headers: [HeaderField] = []
    ) -> ServiceRequest {
        watched(ServiceRequest(method, path, query: query, headers: headers, body: body, isRepeatable: isRepeatable))
    }

    /// The request to an address that the service named, which carries the part as its body, and nothing else.
    /// - Parameters:
    ///   - method: The method.
    ///   - address: The absolute address.
    ///   - headers: Headers, the content's type among them.
    ///   - isAuthorized: Whether it says who sends it; nil for the service's own host alone.
    package func request(
        _ method: Request.Method, at address: String, headers: [HeaderField] = [], isAuthorized: Bool? = nil
    ) -> ServiceRequest {
        watched(
            ServiceRequest(
                method, at: address, headers: headers, body: body, isRepeatable: isRepeatable,
                isAuthorized: isAuthorized))
    }

    private func watched(_ request: ServiceRequest) -> ServiceRequest {
        var request = request
        request.adjust = { [watcher] in $0.bodyWatcher = watcher }
        return request
    }

    /// The part as a file in a multipart form, for services that take it so; the form's request is the author's own.
    /// - Parameters:
    ///   - name: The field's name.
    ///   - fileName: The name of the file that the service gets to see.
    /// - Returns: The field.
    /// - Throws: `LocalError` when the part is not in memory, which it is for uploads that say `.parts`.
    package func field(_ name: String, fileName: String = "part") throws(LocalError) -> Body.Part {
        guard case .bytes(let bytes, _) = body else {
            throw LocalError("part \(number)", "it can't stand in a form, since it is not in memory")
        }
        return .file(name, .bytes(bytes), fileName: fileName)
    }

    /// What is left of the part behind a place in the content.
    func from(_ place: Int) -> UploadPart {
        let count = place - offset
        guard count > 0, let length else { return self }
        let rest: Body =
            switch body {
            case .bytes(let bytes, let type): .bytes(Array(bytes.dropFirst(count)), type: type)
            case .slice(let slice):
                .slice(FileSlice(path: slice.path, range: slice.range.dropFirst(count)))
            default: body
            }
        var part = UploadPart(
            number: number, offset: place, length: length - count, total: total, isLast: isLast, body: rest)
        part.isRepeatable = isRepeatable
        return part
    }
}

extension Range<Int> {
    /// The range without its first numbers.
    fileprivate func dropFirst(_ count: Int) -> Range<Int> { Swift.min(lowerBound + count, upperBound)..<upperBound }
}
