/// Files by the names they get at the service, in order.
///
/// On the command line it is a JSON object: `{"report.pdf": "/tmp/r.pdf", "logo.png": "https://…"}`.
public struct FilesByName: Sendable, Hashable {
    /// One file with the name it gets.
    public struct Entry: Sendable, Hashable {
        /// The name at the service.
        public let name: String
        /// The content.
        public let file: FileInput
    }

    /// The files in their order.
    public let entries: [Entry]
}

extension FilesByName: ExpressibleByDictionaryLiteral {
    /// Creates the list from names and files.
    public init(dictionaryLiteral elements: (String, FileInput)...) {
        entries = elements.map { Entry(name: $0.0, file: $0.1) }
    }
}

extension FilesByName: OptionValue {
    /// A JSON object of names and files.
    public static var optionKind: OptionKind { .object }

    /// Files that are read.
    public static var optionRoles: OptionRoles { .readsFiles }

    /// Reads a JSON object whose values are paths, http(s) addresses or `data:` addresses.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        var entries: [Entry] = []
        for member in try JSONObject(option: inputs) {
            guard case .string(let text) = member.value else {
                throw OptionError("wants the path of a file under \(Quote.short(member.key))")
            }
            do throws(OptionError) {
                entries.append(Entry(name: member.key, file: try FileInput(option: [OptionInput(text)])))
            } catch {
                throw OptionError("has a file under \(Quote.short(member.key)) that \(error)")
            }
        }
        self.entries = entries
    }

    /// The names and where the files come from, as compact JSON.
    public var optionText: String {
        JSON.object(JSONObject(entries.map { ($0.name, .string($0.file.optionText)) })).text(.compact)
    }
}
