import OIntCore
import OIntRunning

/// Reads calls that are records of comma-separated values.
struct CSVCallReader: CallReader {
    private let entry: MethodTable.Entry
    private let separator: UInt8
    private let header: [String]
    private let idColumn: Int?
    /// Options with what each is made of.
    private let parts: [OptionParts]
    private let profile: String?

    /// Fits a template to the columns there are.
    /// - Parameters:
    ///   - template: The template.
    ///   - header: The names of the columns.
    ///   - separator: What stands between fields.
    ///   - methods: The methods there are.
    ///   - profile: The profile that fills in what is not given.
    /// - Throws: `UsageError` that tells everything that does not fit.
    init(
        _ template: CSVTemplate, header: [String], separator: UInt8 = UInt8(ascii: ","), methods: MethodTable,
        profile: String?
    ) throws(UsageError) {
        let entry = try methods.entry(library: template.library, method: template.method)
        var fitting = ColumnFitting(header: header, method: entry.method)
        self.separator = separator
        self.header = header
        idColumn = template.idColumn.flatMap { fitting.column($0, of: "id") }
        for pair in template.columns { fitting.map(pair) }
        if template.columns.isEmpty { fitting.mapByName(besides: idColumn) }
        for pair in template.constants { fitting.set(pair) }
        guard fitting.problems.isEmpty else { throw UsageError(fitting.problems) }
        parts = fitting.parts
        self.entry = entry
        self.profile = profile
    }

    func read(_ record: Record) -> ReadCall {
        let fields: [CSVField]
        do throws(UsageError) {
            fields = try CSVFields.split(record.bytes, separator: separator)
        } catch {
            return .failed(record, error)
        }
        guard fields.count == header.count else {
            return .failed(
                record, UsageError("the record has \(fields.count) fields, and the header has \(header.count)"))
        }
        let id = idColumn.map { JSON(fields[$0].text) } ?? JSON(record.line)
        do throws(UsageError) {
            var options: [String: [OptionInput]] = [:]
            for part in parts {
                let inputs = try part.inputs(fields, header)
                if !inputs.isEmpty { options[part.option] = inputs }
            }
            let call = Call(library: entry.library, method: entry.method, options: options, profile: profile)
            return ReadCall(id: id, call: .success(call))
        } catch {
            return ReadCall(id: id, call: .failure(error))
        }
    }

    package func report(_ record: Record) -> JSON? {
        guard let fields = try? CSVFields.split(record.bytes, separator: separator) else { return nil }
        return .object(JSONObject(zip(header, fields).map { ($0.0, .string($0.1.text)) }))
    }
}
