import OIntCore
import OIntRunning

/// How a call is made out of each record of comma-separated values.
package struct CSVTemplate: Sendable {
    /// The library's name.
    package var library: String
    /// The method's name.
    package var method: String
    /// Which column each option comes from, as `option=column`; without any, columns have the names of options.
    package var columns: [String]
    /// What is the same in every call, as `option=value`.
    package var constants: [String]
    /// The column that holds the id of each call; nil for the line number.
    package var idColumn: String?
    /// What stands between fields: one character of ASCII.
    package var separator: String

    /// Creates a template.
    /// - Parameters:
    ///   - library: The library's name.
    ///   - method: The method's name.
    ///   - columns: Which column each option comes from, as `option=column`.
    ///   - constants: What is the same in every call, as `option=value`.
    ///   - idColumn: The column that holds the id of each call; nil for the line number.
    ///   - separator: What stands between fields: one character of ASCII.
    package init(
        library: String, method: String, columns: [String] = [], constants: [String] = [], idColumn: String? = nil,
        separator: String = ","
    ) {
        self.library = library
        self.method = method
        self.columns = columns
        self.constants = constants
        self.idColumn = idColumn
        self.separator = separator
    }

    /// Everything that decides what a record means, for noticing that it has changed.
    var identity: String {
        JSON(([library, method, idColumn ?? "", separator] + columns + [""] + constants).map { JSON($0) })
            .text(.compact)
    }

    /// The separator as a byte.
    /// - Throws: `UsageError` when it is none.
    func separatorByte() throws(UsageError) -> UInt8 {
        let bytes = Array(separator.utf8)
        guard bytes.count == 1, bytes[0] < 0x80, ![.quote, .lineFeed, .carriageReturn].contains(bytes[0]) else {
            throw UsageError([
                .unreadable(option: "separator", reason: "takes one character, such as ; or \\t for a tabulator")
            ])
        }
        return bytes[0]
    }
}

/// Reads calls that are records of comma-separated values.
struct CSVCallReader: CallReader {
    private let entry: MethodTable.Entry
    private let separator: UInt8
    private let columnCount: Int
    private let idColumn: Int?
    /// Options with the column that each comes from.
    private let mapped: [(option: String, column: Int)]
    private let constants: [String: [OptionInput]]
    private let profile: String?

    /// Fits a template to the columns there are.
    /// - Parameters:
    ///   - template: The template.
    ///   - header: The names of the columns.
    ///   - methods: The methods there are.
    ///   - profile: The profile that fills in what is not given.
    /// - Throws: `UsageError` that tells everything that does not fit.
    init(_ template: CSVTemplate, header: [String], methods: MethodTable, profile: String?) throws(UsageError) {
        let entry = try methods.entry(library: template.library, method: template.method)
        var fitting = Fitting(header: header, method: entry.method)
        separator = try template.separatorByte()
        columnCount = header.count
        idColumn = template.idColumn.flatMap { fitting.column($0, of: "id") }
        for pair in template.columns { fitting.map(pair) }
        if template.columns.isEmpty { fitting.mapByName(besides: idColumn) }
        for pair in template.constants { fitting.set(pair) }
        guard fitting.problems.isEmpty else { throw UsageError(fitting.problems) }
        (mapped, constants) = (fitting.mapped, fitting.constants)
        self.entry = entry
        self.profile = profile
    }

    func read(_ record: Record) -> ReadCall {
        let fields: [String]
        do throws(UsageError) {
            fields = try CSVFields.split(record.bytes, separator: separator)
        } catch {
            return .failed(record, error)
        }
        guard fields.count == columnCount else {
            return .failed(
                record, UsageError("the record has \(fields.count) fields, and the header has \(columnCount)"))
        }
        var options = constants
        for (option, column) in mapped where !fields[column].isEmpty {
            options[option, default: []].append(OptionInput(fields[column]))
        }
        let call = Call(library: entry.library, method: entry.method, options: options, profile: profile)
        return ReadCall(id: idColumn.map { JSON(fields[$0]) } ?? JSON(record.line), call: .success(call))
    }
}

/// Finds what the pairs of a template mean, and collects what is wrong with them.
private struct Fitting {
    private let header: [String]
    private let method: MethodDescriptor
    private let parameters: [ParameterDescriptor]
    var mapped: [(option: String, column: Int)] = []
    var constants: [String: [OptionInput]] = [:]
    var problems: [UsageProblem] = []

    init(header: [String], method: MethodDescriptor) {
        self.header = header
        self.method = method
        parameters = method.parameters
    }

    /// The place of a column; its absence is a problem of an option.
    mutating func column(_ name: String, of option: String) -> Int? {
        if let index = header.firstIndex(of: name) ?? header.firstIndex(of: name.trimmed) { return index }
        let nearest = Suggestion.nearest(to: name, among: header).map { ", did you mean \($0)?" } ?? ""
        problems.append(
            .unreadable(option: option, reason: "names the column \(Quote.short(name)), which is not there\(nearest)"))
        return nil
    }

    mutating func map(_ pair: String) {
        guard let (name, value) = split(pair, of: "map", as: "option=column") else { return }
        guard let option = option(name), let column = column(value, of: "map") else { return }
        mapped.append((option, column))
    }

    mutating func set(_ pair: String) {
        guard let (name, value) = split(pair, of: "set", as: "option=value"), let option = option(name) else { return }
        guard !mapped.contains(where: { $0.option == option }) else {
            problems.append(.other("--\(option) comes from a column and from --set: leave one of them out"))
            return
        }
        constants[option, default: []].append(OptionInput(value))
    }

    /// Takes columns for the options they are named after.
    mutating func mapByName(besides id: Int?) {
        for (index, name) in header.enumerated() where index != id {
            if let option = option(name.trimmed) { mapped.append((option, index)) }
        }
    }

    private mutating func option(_ name: String) -> String? {
        let wanted = name.drop { $0 == "-" }.lowercased()
        if let parameter = parameters.first(where: { $0.name == wanted || $0.aliases.contains(wanted) }) {
            return parameter.name
        }
        let nearest = Suggestion.nearest(to: wanted, among: parameters.map(\.name))
        problems.append(
            .other(
                "\(method.name) has no option \(Quote.short(name))" + (nearest.map { ", did you mean \($0)?" } ?? "")
                    + "; --map option=column chooses columns"))
        return nil
    }

    private mutating func split(_ pair: String, of option: String, as form: String) -> (String, String)? {
        guard let sign = pair.firstIndex(of: "="), sign != pair.startIndex else {
            // Not quoted: it may be a secret.
            problems.append(.unreadable(option: option, reason: "takes \(form)"))
            return nil
        }
        return (String(pair[..<sign]).trimmed, String(pair[pair.index(after: sign)...]))
    }
}
