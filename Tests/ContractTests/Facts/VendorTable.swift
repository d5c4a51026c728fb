import OIntCore

/// What the vendor says of the remote methods that a library calls: names of parameters, and which of them are needed.
struct VendorTable: Sendable {
    /// One remote method.
    struct RemoteMethod: Sendable {
        /// The parameters; the value says whether one is needed, nil that the vendor does not say.
        let parameters: [String: Bool?]
        /// The parameter that further pages are asked for by; nil when all rows come at once.
        let pagedBy: String?
        /// The types that a parameter may have, for vendors who tell them so that they can be checked.
        let types: [String: [VendorType]]

        init(_ record: Record) throws {
            try record.allow("parameters", "pages", "types")
            let pages = try record.record("pages")
            try pages.allow("by", "rows")
            pagedBy = pages.optionalText("by")
            let parameters = try record.record("parameters").object.map { ($0.key, $0.value.bool) }
            self.parameters = Dictionary(parameters, uniquingKeysWith: { $1 })
            let types = try record.record("types")
            self.types = try Dictionary(
                types.object.keys.map { ($0, try types.texts($0).map { VendorType(name: $0) }) },
                uniquingKeysWith: { $1 })
        }
    }

    /// The part of an address in front of a remote method's name, as the catalogue writes it.
    let base: String
    /// Fields that belong to every request, and to no method.
    let common: [String]
    private let methods: [String: RemoteMethod]

    init(_ document: JSON) throws {
        let record = try Record(document, "vendor")
        try record.allow("source", "base", "common", "methods")
        base = try record.text("base")
        common = try record.texts("common")
        let methods = try record.record("methods").object.map { member in
            (member.key.lowercased(), try RemoteMethod(Record(member.value, "vendor, \(member.key)")))
        }
        self.methods = Dictionary(methods, uniquingKeysWith: { $1 })
    }

    /// What is said of a remote method; its name counts in any case.
    func method(_ name: String) -> RemoteMethod? { methods[name.lowercased()] }
}
