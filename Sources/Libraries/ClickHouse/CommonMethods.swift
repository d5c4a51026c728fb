import OIntCore
import OIntHTTP
import OIntSQL

@Methods("Common methods")
extension ClickHouse {
    /// Runs a query, and gives the whole result.
    ///
    /// A result in the format JSON and its like is JSON, one in a format of texts is a text, and one of bytes is base64.
    /// DownloadResult gives large results as they come.
    /// - Parameters:
    ///   - req: Query, as GetRequestSettings gives it.
    ///   - session: Session, as GetSessionSettings gives it.
    ///   - file: File with what an INSERT stores, in the format that the query names; - for standard input.
    /// - Returns: The status, the result and the headers.
    ///
    ///   ```json
    ///   {"result": true, "status": 200, "body": {"meta": [{"name": "id", "type": "UInt64"}], "data": [{"id": 1}],
    ///   "rows": 1}, "headers": {"X-ClickHouse-Format": "JSON", "X-ClickHouse-Timezone": "UTC"}}
    ///   ```
    @Method(.general, ru: "ВыполнитьЗапрос", calls: "query")
    public func executeRequest(
        req: RequestSettings, session: SessionSettings? = nil, file: FileInput? = nil
    ) async throws -> JSON {
        let reply = try await send(query(req, session, file, isStreamed: false)) { request in
            try await self.server.reply(request)
        }
        return ResultText.answer(reply, format: req.format)
    }

    /// Runs a query, and gives the result as it comes, in the format of the request.
    ///
    /// An error of the server in the middle of the result is an error behind what has come.
    /// - Parameters:
    ///   - req: Query, as GetRequestSettings gives it; format is that of the result.
    ///   - session: Session, as GetSessionSettings gives it.
    ///   - file: File with what an INSERT stores, in the format that the query names; - for standard input.
    /// - Returns: The result.
    @Method(.general, ru: "СкачатьРезультат", calls: "query")
    public func downloadResult(
        req: RequestSettings, session: SessionSettings? = nil, file: FileInput? = nil
    ) async throws -> ByteStream {
        let response = try await send(query(req, session, file, isStreamed: true)) { request in
            try await self.server.send(request)
        }
        let (status, headers) = (response.status, response.headers)
        let server = self.server
        return ByteStream(
            CheckedResult(stream: response.body) { exception in
                server.refusal(
                    status: status,
                    headers: headers + [HeaderField("X-ClickHouse-Exception-Code", exception.code ?? "0")],
                    body: Array(exception.message.utf8))
            })
    }

    private func query(
        _ req: RequestSettings, _ session: SessionSettings?, _ file: FileInput?, isStreamed: Bool
    ) throws(UsageError) -> QueryRequest {
        try QueryRequest(
            req, session, file: file, isStreamed: isStreamed, isReadOnly: server.http.configuration.isReadOnly)
    }

    /// Sends a query, and once more without what we have added where the server does not take that.
    private func send<Answer: Sendable>(
        _ query: QueryRequest, _ exchange: (ServiceRequest) async throws -> Answer
    ) async throws -> Answer {
        var query = query
        while true {
            do {
                return try await exchange(query.request())
            } catch let error as ServiceError
                where ["115", "164"].contains(error.code) && query.canBeSentAgain
                && query.drop(namedIn: error.message ?? "")
            {
                // The server has looked at the settings only, and begun nothing.
                continue
            }
        }
    }

    /// Gives a table that exists for one query alone.
    /// - Parameters:
    ///   - name: Name of the table in the query.
    ///   - cols: Types of the columns by their names.
    ///   - data: Rows, in the format.
    ///   - format: Format of the rows, such as CSV.
    /// - Returns: `name`, `cols`, `data` and `format`.
    ///
    ///   ```json
    ///   {"name": "wanted", "cols": {"id": "UInt64"}, "data": "1\n2\n", "format": "CSV"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруВнешнейТаблицы")
    public static func getExternalTableStructure(
        name: String, cols: JSONObject, data: DataText? = nil, format: String? = nil
    ) -> JSON {
        ExternalTable(name: name, cols: cols, data: data, format: format).json
    }

    /// Gives settings of a connection over HTTP, with the secret that is in them.
    /// - Parameters:
    ///   - url: Address of the server, with scheme and port.
    ///   - auth: Token, or a name and a password as in {"ann": "sesam"}.
    ///   - headers: Further headers of every request.
    /// - Returns: `address`, `auth_type` with `token`, or with `user` and `password`, `headers` and `transport`.
    ///
    ///   ```json
    ///   {"address": "https://ch.example.com:8443", "auth_type": "basic", "user": "ann", "password": "sesam",
    ///   "transport": "http"}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиСоединенияHTTP")
    public static func getHTTPConnectionSettings(
        url: BaseURL, auth: LoginOption? = nil, headers: JSONObject = [:]
    ) -> JSON {
        ConnectionSettings(address: url, login: auth?.login ?? .none, headers: headers).json
    }

    /// Gives a query with everything that goes with it.
    /// - Parameters:
    ///   - query: The query, or the path of a file that ends with .sql; parameters stand in it as {id:UInt64}.
    ///   - db: Database that names without one are in.
    ///   - id: Name of the query, by which it can be found and stopped.
    ///   - data: What an INSERT stores, in the format that the query names.
    ///   - format: Format of the result, where the query names none.
    ///   - ext: Tables for this query alone, as GetExternalTableStructure gives them.
    ///   - settings: The server's settings for this query.
    ///   - params: Values of the query's parameters by name.
    ///   - roles: Roles that count for this query; without any, all of the user's.
    /// - Returns: `query`, `database`, `id`, `data`, `format`, `external_tables`, `settings`, `params` and `roles`.
    ///
    ///   ```json
    ///   {"query": "SELECT * FROM orders WHERE id = {id:UInt64}", "format": "JSON", "params": {"id": 5}}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиЗапроса")
    public static func getRequestSettings(
        query: SQLText, db: String? = nil, id: String? = nil, data: DataText? = nil, format: String = "JSON",
        ext: [ExternalTable] = [], settings: JSONObject = [:], params: JSONObject = [:], roles: [String] = []
    ) -> JSON {
        RequestSettings(
            query: query, database: db, id: id, data: data, format: format, externalTables: ext, settings: settings,
            params: params, roles: roles
        ).json
    }

    /// Gives a session, in which settings and temporary tables stay from query to query.
    /// - Parameters:
    ///   - id: Name of the session; without one a new name is made up.
    ///   - check: Whether the session has to exist already; with --id so unless told otherwise.
    ///   - timeout: Seconds that it stays without a query.
    /// - Returns: `id`, `check` and `timeout`.
    ///
    ///   ```json
    ///   {"id": "report-7", "check": true, "timeout": 60}
    ///   ```
    @Method(.reads, ru: "ПолучитьНастройкиСессии")
    public static func getSessionSettings(id: String? = nil, check: Bool? = nil, timeout: Int = 60) -> JSON {
        [
            "id": .string(id ?? "oint-" + String(UInt64.random(in: .min ... .max), radix: 36)),
            "check": .bool(check ?? (id != nil)), "timeout": JSON(timeout),
        ]
    }
}

/// Results as JSON.
enum ResultText {
    /// The answer: status, result and headers.
    /// - Parameters:
    ///   - reply: The response.
    ///   - format: The format that was asked for; a query may name another, which the server tells.
    static func answer(_ reply: ServiceReply, format: String) -> JSON {
        var headers = JSONObject()
        for field in reply.headers { headers.append(field.name, .string(field.value)) }
        return [
            "result": true, "status": JSON(reply.status),
            "body": body(reply, format: reply.header("X-ClickHouse-Format") ?? format), "headers": .object(headers),
        ]
    }

    private static func body(_ reply: ServiceReply, format: String) -> JSON {
        if documents.contains(format), let json = reply.json { return json }
        if !isBinary(format), let text = reply.text { return .string(text) }
        return .string(Base64.encoded(reply.body))
    }

    /// Formats whose results are one document.
    private static let documents: Set<String> = [
        "JSON", "JSONCompact", "JSONColumns", "JSONColumnsWithMetadata", "JSONStrings", "JSONCompactColumns",
        "JSONCompactStrings", "JSONObjectEachRow",
    ]

    /// Whether a format is one of bytes.
    ///
    /// Source: https://clickhouse.com/docs/interfaces/formats
    private static func isBinary(_ format: String) -> Bool {
        [
            "Native", "RowBinary", "Parquet", "Arrow", "ORC", "Avro", "Protobuf", "MsgPack", "CapnProto", "BSON", "Npy",
        ].contains { format.hasPrefix($0) }
    }
}
