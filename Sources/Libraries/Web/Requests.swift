import OIntCore
import OIntHTTP

@Methods("Requests")
extension Web {
    /// Fetches what stands at an address.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   [{"id": 42, "item": "tea", "count": 2, "status": "open"},
    ///   {"id": 43, "item": "coffee", "count": 1, "status": "open"}]
    ///   ```
    @Method(.reads, ru: "ЗапросGet")
    public func get() async throws -> WebAnswer { try await send(.get) }

    /// Fetches status and headers of what stands at an address, without the thing itself.
    /// - Returns: Status and headers.
    ///
    ///   ```json
    ///   {"status": 200, "headers": {"Date": "Sat, 31 Jan 2026 10:00:00 GMT", "Content-Type": "application/json",
    ///   "Content-Length": "118", "ETag": "\"5f3a\""}}
    ///   ```
    @Method(.reads, ru: "ЗапросHead")
    public func head() async throws -> JSON { try await sendForHead(.head) }

    /// Asks which requests an address takes.
    /// - Returns: Status, headers, and the body where there is one.
    ///
    ///   ```json
    ///   {"status": 204, "headers": {"Date": "Sat, 31 Jan 2026 10:00:00 GMT", "Allow": "GET, HEAD, POST, OPTIONS"}}
    ///   ```
    @Method(.reads, ru: "ЗапросOptions")
    public func options() async throws -> JSON { try await sendForHead(.options) }

    /// Sends something to be processed.
    ///
    /// When the connection breaks, it is sent again only where --repeatable says that twice is as good as once.
    /// - Parameters:
    ///   - json: Body as JSON.
    ///   - form: Body as a form: a JSON object of fields; a list repeats its key.
    ///   - multipart: Body as a form with files: {"field": "text", "doc": {"file": "a.pdf", "name": …, "type": …}}.
    ///   - text: Body as text.
    ///   - data: Body from a file, byte by byte.
    ///   - contentType: Type of the body, where it is not the usual one.
    ///   - repeatable: Whether the service may get the request twice.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"id": 42, "item": "tea", "count": 2, "status": "open"}
    ///   ```
    @Method(.writes, ru: "ЗапросPost")
    public func post(
        json: JSON? = nil, form: FormFields? = nil, multipart: MultipartForm? = nil, text: String? = nil,
        data: FileInput? = nil, contentType: String? = nil, repeatable: Bool = false
    ) async throws -> WebAnswer {
        let content = try RequestContent(
            json: json, form: form, multipart: multipart, text: text, data: data, type: contentType)
        return try await send(.post, content, isRepeatable: repeatable)
    }

    /// Puts something in place at an address.
    /// - Parameters:
    ///   - json: Body as JSON.
    ///   - form: Body as a form: a JSON object of fields; a list repeats its key.
    ///   - multipart: Body as a form with files: {"field": "text", "doc": {"file": "a.pdf", "name": …, "type": …}}.
    ///   - text: Body as text.
    ///   - data: Body from a file, byte by byte.
    ///   - contentType: Type of the body, where it is not the usual one.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"id": 42, "item": "tea", "count": 2, "status": "open"}
    ///   ```
    @Method(.writes, ru: "ЗапросPut")
    public func put(
        json: JSON? = nil, form: FormFields? = nil, multipart: MultipartForm? = nil, text: String? = nil,
        data: FileInput? = nil, contentType: String? = nil
    ) async throws -> WebAnswer {
        let content = try RequestContent(
            json: json, form: form, multipart: multipart, text: text, data: data, type: contentType)
        return try await send(.put, content)
    }

    /// Changes a part of what stands at an address.
    ///
    /// When the connection breaks, it is sent again only where --repeatable says that twice is as good as once.
    /// - Parameters:
    ///   - json: Body as JSON.
    ///   - form: Body as a form: a JSON object of fields; a list repeats its key.
    ///   - multipart: Body as a form with files: {"field": "text", "doc": {"file": "a.pdf", "name": …, "type": …}}.
    ///   - text: Body as text.
    ///   - data: Body from a file, byte by byte.
    ///   - contentType: Type of the body, where it is not the usual one.
    ///   - repeatable: Whether the service may get the request twice.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"id": 42, "item": "tea", "count": 3, "status": "open"}
    ///   ```
    @Method(.writes, ru: "ЗапросPatch")
    public func patch(
        json: JSON? = nil, form: FormFields? = nil, multipart: MultipartForm? = nil, text: String? = nil,
        data: FileInput? = nil, contentType: String? = nil, repeatable: Bool = false
    ) async throws -> WebAnswer {
        let content = try RequestContent(
            json: json, form: form, multipart: multipart, text: text, data: data, type: contentType)
        return try await send(.patch, content, isRepeatable: repeatable)
    }

    /// Removes what stands at an address.
    /// - Parameters:
    ///   - json: Body as JSON.
    ///   - form: Body as a form: a JSON object of fields; a list repeats its key.
    ///   - multipart: Body as a form with files: {"field": "text", "doc": {"file": "a.pdf", "name": …, "type": …}}.
    ///   - text: Body as text.
    ///   - data: Body from a file, byte by byte.
    ///   - contentType: Type of the body, where it is not the usual one.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"deleted": true, "id": 42}
    ///   ```
    @Method(.destroys, ru: "ЗапросDelete")
    public func delete(
        json: JSON? = nil, form: FormFields? = nil, multipart: MultipartForm? = nil, text: String? = nil,
        data: FileInput? = nil, contentType: String? = nil
    ) async throws -> WebAnswer {
        let content = try RequestContent(
            json: json, form: form, multipart: multipart, text: text, data: data, type: contentType)
        return try await send(.delete, content)
    }

    /// Sends a request of any method, such as PROPFIND or QUERY.
    ///
    /// When the connection breaks, it is sent again only where its method is known to be safe to repeat, or --repeatable
    /// says so.
    /// - Parameters:
    ///   - method: Method, as it is sent.
    ///   - json: Body as JSON.
    ///   - form: Body as a form: a JSON object of fields; a list repeats its key.
    ///   - multipart: Body as a form with files: {"field": "text", "doc": {"file": "a.pdf", "name": …, "type": …}}.
    ///   - text: Body as text.
    ///   - data: Body from a file, byte by byte.
    ///   - contentType: Type of the body, where it is not the usual one.
    ///   - repeatable: Whether the service may get the request twice.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"orders": 2, "items": {"tea": 2, "coffee": 1}}
    ///   ```
    @Method(.general, ru: "ОтправитьЗапрос")
    public func request(
        method: MethodName, json: JSON? = nil, form: FormFields? = nil, multipart: MultipartForm? = nil,
        text: String? = nil, data: FileInput? = nil, contentType: String? = nil, repeatable: Bool? = nil
    ) async throws -> WebAnswer {
        let content = try RequestContent(
            json: json, form: form, multipart: multipart, text: text, data: data, type: contentType)
        return try await send(method.method, content, isRepeatable: repeatable)
    }
}
