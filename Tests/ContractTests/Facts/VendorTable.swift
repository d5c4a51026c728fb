import OIntCore

/// What the vendor says of the remote methods that a library calls: names of parameters, and which of them are needed.
///
/// Scripts/vendor-table.py writes such tables from the vendors' own descriptions.
struct VendorTable: Sendable {
    /// One remote method: a verb with a path, or a name that any verb calls.
    struct RemoteMethod: Sendable {
        /// The name in the table: `sendMessage`, or `GET v1/files/{id}`.
        let name: String
        /// Parameters that may travel anywhere; the value says whether one is needed, nil that the vendor does not say.
        let parameters: [String: Bool?]
        /// Parameters of the query.
        let query: [String: Bool?]
        /// Top-level members or fields of the body.
        let body: [String: Bool?]
        /// Whether the body may hold anything else besides.
        let takesAnyBody: Bool
        /// The parameter that further pages are asked for by; nil when all rows come at once.
        let pagedBy: String?
        /// The types that a parameter may have, where they are known.
        let types: [String: [VendorType]]

        private let verb: Substring?
        private let path: PathShape

        init(_ name: String, _ record: Record) throws {
            try record.allow("parameters", "query", "body", "any_body", "pages", "types")
            self.name = name
            let words = name.split(separator: " ")
            verb = words.count == 2 ? words[0] : nil
            path = PathShape(words.last ?? "")
            let pages = try record.record("pages")
            try pages.allow("by", "rows")
            pagedBy = pages.optionalText("by")
            parameters = try Self.names(record, "parameters")
            query = try Self.names(record, "query")
            body = try Self.names(record, "body")
            takesAnyBody = record.object["any_body"]?.bool ?? false
            let types = try record.record("types")
            self.types = try Dictionary(
                types.object.keys.map { ($0, try types.texts($0).map { VendorType(name: $0) }) },
                uniquingKeysWith: { $1 })
        }

        private static func names(_ record: Record, _ key: String) throws -> [String: Bool?] {
            let names = try record.record(key).object.map { ($0.key, $0.value.bool) }
            return Dictionary(names, uniquingKeysWith: { $1 })
        }

        /// How well a request fits: nil for not at all, else how many of the values in its path the vendor writes out.
        fileprivate func fit(_ verb: String, _ path: PathShape) -> Int? {
            if let own = self.verb, own != verb { return nil }
            return self.path.fit(path)
        }
    }

    /// The parts of addresses in front of remote methods' names and paths, as the catalogue writes them.
    private let bases: [String]
    /// Fields that belong to every request, and to no method.
    let common: [String]
    private let methods: [RemoteMethod]

    init(_ document: JSON) throws {
        let record = try Record(document, "vendor")
        try record.allow("source", "format", "base", "common", "methods")
        bases = try record.texts("base")
        common = try record.texts("common")
        methods = try record.record("methods").object.map { member in
            try RemoteMethod(member.key, Record(member.value, "vendor, \(member.key)"))
        }
    }

    /// The part of an address behind the base.
    /// - Parameter address: An address as the catalogue writes it.
    /// - Returns: The path or name; nil where the address is another one, and where a caller gives all of it.
    func path(in address: String) -> String? {
        guard let base = bases.first(where: { address.hasPrefix($0) }) else { return nil }
        let path = String(address.dropFirst(base.count).prefix { $0 != "?" })
        return path.wholeMatch(of: /<[^<>]*>/) == nil ? path : nil
    }

    /// What is said of a remote method.
    /// - Parameters:
    ///   - verb: The HTTP method.
    ///   - path: The path or name behind the base, as the catalogue writes it; it counts in any case.
    func method(_ verb: String, _ path: String) -> RemoteMethod? {
        let shape = PathShape(path)
        let fits = methods.compactMap { method in method.fit(verb, shape).map { (method, $0) } }
        return fits.max { $0.1 < $1.1 }?.0
    }
}

/// A path in which all values look alike, however they are written: `<file>` and `{fileId}`.
private struct PathShape: Sendable {
    private let segments: [String]

    init(_ path: some StringProtocol) {
        segments = String(path).replacing(/<[^<>]*>|\{[^{}]*\}/, with: "\0").lowercased()
            .split(separator: "/").map { String($0) }
    }

    /// Whether this is the path of another, in which values may be written out: nil for no, else how many segments are
    /// the same to the letter.
    func fit(_ other: PathShape) -> Int? {
        guard segments.count == other.segments.count else { return nil }
        var same = 0
        for (own, their) in zip(segments, other.segments) {
            if own == their {
                same += 1
            } else if own != "\0" {
                return nil
            }
        }
        return same
    }
}
