import OIntCore
import OIntHTTP
import OIntSQL

/// A query on its way: what goes into the address, and what into the body.
struct QueryRequest {
    private let settings: RequestSettings
    private let session: SessionSettings?
    private let file: FileInput?
    private let isStreamed: Bool
    /// The settings that we send by ourselves; a server that does not know one, or a user who may not set it, goes
    /// without.
    private(set) var own: [(name: String, value: String)]

    /// Whether the server has to refuse what changes something.
    private let isReadOnly: Bool

    /// Puts a query together.
    /// - Parameters:
    ///   - settings: The query.
    ///   - session: The session that it belongs to.
    ///   - file: What an INSERT stores.
    ///   - isStreamed: Whether the result is given as it comes.
    ///   - isReadOnly: Whether the server has to refuse what changes something.
    /// - Throws: `UsageError` when parts of it exclude each other.
    init(
        _ settings: RequestSettings, _ session: SessionSettings?, file: FileInput?, isStreamed: Bool, isReadOnly: Bool
    ) throws(UsageError) {
        if isReadOnly, settings.settings.contains(where: { $0.key.lowercased() == "readonly" }) {
            throw UsageError("settings: readonly is set already, since nothing may be changed here")
        }
        self.isReadOnly = isReadOnly
        guard [settings.data != nil, file != nil, !settings.externalTables.isEmpty].filter(\.self).count <= 1 else {
            throw UsageError("data, --file and external_tables exclude each other: give one of them")
        }
        self.settings = settings
        self.session = session
        self.file = file
        self.isStreamed = isStreamed
        own = Self.ownSettings(for: settings)
    }

    private static func ownSettings(for settings: RequestSettings) -> [(name: String, value: String)] {
        var own: [(name: String, value: String)] = []
        if settings.format.uppercased().hasPrefix("JSON") {
            // Whether numbers of 64 bits stand in quotes depends on the version otherwise.
            own.append(("output_format_json_quote_64bit_integers", "0"))
            own.append(("output_format_json_quote_denormals", "1"))
        }
        let words = Self.words(settings.query.text)
        if words.first == "alter", words.contains("update") || words.contains("delete") {
            // Otherwise the server answers before anything is done.
            own.append(("mutations_sync", "1"))
        }
        if let flag = settings.settings["async_insert"], flag != 0, flag != "0", flag != false {
            // Otherwise rows that can't be stored are lost without a word.
            own.append(("wait_for_async_insert", "1"))
        }
        return own.filter { settings.settings[$0.name] == nil }
    }

    /// The words of a query in small letters, without comments, names in quotes and texts.
    private static func words(_ text: String) -> [String] {
        let lexer = SQLLexer(text, SQLDialect.clickHouse.lexis)
        var words: [String] = []
        for token in lexer where token.kind == .word && words.count < 64 {
            words.append(lexer.text(of: token).lowercased())
        }
        return words
    }

    /// Whether the server may get the query twice.
    private var isRepeatable: Bool {
        ["select", "show", "describe", "desc", "exists", "explain"].contains(Self.words(settings.query.text).first)
    }

    /// Goes without the setting of ours that a refusal names.
    /// - Returns: Whether there was one.
    mutating func drop(namedIn message: String) -> Bool {
        guard let place = own.firstIndex(where: { message.contains($0.name) }) else { return false }
        own.remove(at: place)
        return true
    }

    /// Whether the query may be sent once more without a setting of ours: not with what can be read once only.
    var canBeSentAgain: Bool { file.map { if case .standardInput = $0.content { false } else { true } } ?? true }

    /// The request.
    /// - Throws: `UsageError` when the address becomes too long.
    func request() throws(UsageError) -> ServiceRequest {
        var query: Query = [:]
        let hasBody = settings.data != nil || file != nil || !settings.externalTables.isEmpty
        // With data the query has no other place; else it may be longer in the body.
        if hasBody { query.append("query", settings.query.text) }
        query.append("query_id", settings.id)
        query.append("default_format", settings.format)
        if let session, let id = session.id {
            query.append("session_id", id)
            query.append("session_check", session.check ? "1" : "0")
            query.append("session_timeout", session.timeout)
        }
        for table in settings.externalTables {
            query.append("\(table.name)_format", table.format)
            query.append("\(table.name)_structure", table.structureText)
        }
        for role in settings.roles { query.append("role", role) }
        for member in settings.params { query.append("param_\(member.key)", ParameterText.text(member.value)) }
        // The status is held back until the end is known.
        if !isStreamed { query.append("wait_end_of_query", "1") }
        // Says that nothing may be changed, this setting included.
        // Source: https://clickhouse.com/docs/operations/settings/permissions-for-queries#readonly
        if isReadOnly { query.append("readonly", "1") }
        for setting in own { query.append(setting.name, setting.value) }
        for member in settings.settings { query.append(member.key, Self.text(ofSetting: member.value)) }
        let size = query.items.reduce(0) { $0 + $1.name.utf8.count + PercentEncoding.encoded($1.value).utf8.count + 2 }
        guard size < Self.addressLimit else {
            throw UsageError(
                "the query, its parameters and settings take \(size) bytes in the address; the server takes \(Self.addressLimit)"
            )
        }
        return .post(
            "", query: query,
            headers: settings.database.map { [HeaderField("X-ClickHouse-Database", $0)] } ?? [], body: body,
            isRepeatable: isRepeatable)
    }

    /// How many bytes the address may have.
    ///
    /// Source: https://clickhouse.com/docs/operations/settings/settings#http_max_uri_size
    private static let addressLimit = 1 << 20

    private var body: Body {
        if let file { return .file(file, type: "application/octet-stream") }
        if let data = settings.data { return .bytes(Array(data.text.utf8), type: "application/octet-stream") }
        guard !settings.externalTables.isEmpty else {
            return .bytes(Array(settings.query.text.utf8), type: "application/sql")
        }
        return .multipart(
            settings.externalTables.map { table in
                .file(table.name, .bytes(Array((table.data?.text ?? "").utf8)), fileName: "\(table.name).bin")
            })
    }

    private static func text(ofSetting value: JSON) -> String {
        if let flag = value.bool { return flag ? "1" : "0" }
        return value.string ?? value.text(.compact)
    }
}
