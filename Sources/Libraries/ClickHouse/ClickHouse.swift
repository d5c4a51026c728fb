import OIntCore
import OIntHTTP

/// Database server for analysis: any query over HTTP, inserts and results in any format.
///
/// What the methods throw is a `UsageError` when the call can't be made as it is, a `ServiceError` when the server refuses,
/// be it in the middle of a result, and a `ConnectionError` or `ReplyError` when it can't be reached or its answer breaks
/// off. Nothing that may change something is sent twice.
///
/// Source: https://clickhouse.com/docs/interfaces/http
@Client
public struct ClickHouse: Sendable {
    /// The database's name for people.
    static let service = "ClickHouse"

    let server: Service

    /// Creates a client.
    /// - Parameters:
    ///   - conn: Connection settings, as GetHTTPConnectionSettings gives them.
    ///   - http: What makes the requests.
    public init(conn: ConnectionSettings, http: HTTP = .shared) {
        server = Service(
            Self.service, at: conn.address, http: http, authorization: conn.authorization, headers: conn.headerFields,
            options: Service.Options(token: "conn", address: "conn")
        ) { reply in ServerException(reply)?.judgement }
    }
}

extension ClickHouse {
    /// The library as front-ends see it.
    public static let library = LibraryDescriptor(
        name: "clickhouse", title: "ClickHouse",
        summary: "Database server for analysis: any query over HTTP, inserts and results in any format.",
        payload: ["body"], clientOptions: .afterRequired, examples: examples, enforcesReadOnly: true
    ) {
        [commonMethods]
    }

    /// What the documentation shows for options.
    private static var examples: [String: OptionExample] {
        [
            "conn": OptionExample(
                #"{"address": "https://ch.example.com:8443", "transport": "http"}"#, shown: "CLICKHOUSE"),
            "GetExternalTableStructure.data": "1\n2\n",
            "GetExternalTableStructure.format": "CSV",
            "GetHTTPConnectionSettings.auth": OptionExample(
                #"{"ann": "not-a-real-secret"}"#, shown: "CLICKHOUSE_LOGIN"),
            "GetRequestSettings.params": #"{"id": 5}"#,
            "GetSessionSettings.id": "import-1",
            "req": #"{"query": "SELECT * FROM orders LIMIT 10"}"#,
            "query": "SELECT * FROM orders WHERE id = {id:UInt64}",
            "url": "https://ch.example.com:8443",
            "cols": #"{"id": "UInt64", "name": "String"}"#,
            "name": "wanted",
        ]
    }
}
