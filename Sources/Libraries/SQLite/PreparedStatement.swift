import CSQLite
import OIntCore
import OIntSQL

/// A statement that SQLite has read.
final class PreparedStatement {
    /// The statement as it was written.
    let text: String
    /// The names of its columns; empty when it gives no rows.
    let columns: [String]
    let handle: OpaquePointer
    /// What the statement does to rows.
    let verb: SQLVerb
    /// Whether somebody reads its rows.
    var isBusy = false

    /// Reads the first statement of a text.
    /// - Parameters:
    ///   - rest: The text in UTF-8; what is behind the statement stays.
    ///   - session: The database.
    /// - Returns: Nil when there are only blanks and comments.
    /// - Throws: `ServiceError` when SQLite does not understand it.
    init?(_ rest: inout ArraySlice<UInt8>, in session: SQLiteSession) throws {
        let whole = rest
        guard let handle = try session.prepare(&rest) else { return nil }
        self.handle = handle
        text = String(decoding: whole[..<rest.startIndex], as: UTF8.self)
        verb = SQLVerb(text, in: .sqlite)
        columns = (0..<sqlite3_column_count(handle)).map { index in
            sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
        }
    }

    deinit { sqlite3_finalize(handle) }

    /// Gives the parameters their values.
    /// - Throws: `UsageError` when there are too many or too few, or one does not fit its type.
    func bind(_ parameters: [SQLParameter]) throws(UsageError) {
        let count = Int(sqlite3_bind_parameter_count(handle))
        guard count == parameters.count else {
            throw UsageError(
                "the statement has \(count == 1 ? "1 parameter" : "\(count) parameters"), and --params gives \(parameters.count)"
            )
        }
        sqlite3_reset(handle)
        for (index, parameter) in parameters.enumerated() { try bind(parameter, Int32(index + 1)) }
    }

    private func bind(_ parameter: SQLParameter, _ index: Int32) throws(UsageError) {
        let parameter = parameter.typed(in: .sqlite)
        let value = parameter.value
        if value.isNull {
            sqlite3_bind_null(handle, index)
            return
        }
        switch parameter.type {
        case _ where parameter.isBytes:
            bind(blob: try parameter.bytes(), index)
        case "INTEGER", "INT":
            guard let number = value.int ?? value.string.flatMap({ Int($0) }) else { throw parameter.misfit }
            sqlite3_bind_int64(handle, index, Int64(number))
        case "REAL":
            guard let number = value.double ?? value.string.flatMap({ Double($0) }), !number.isNaN else {
                throw parameter.misfit
            }
            sqlite3_bind_double(handle, index, number)
        case "BOOL", "BOOLEAN":
            guard let flag = Self.flag(value) else { throw parameter.misfit }
            sqlite3_bind_int(handle, index, flag ? 1 : 0)
        case nil:
            try bindPlain(value, index)
        default:
            bind(text: value.string ?? value.text(.compact), index)
        }
    }

    /// A value takes the type that its JSON has.
    private func bindPlain(_ value: JSON, _ index: Int32) throws(UsageError) {
        switch value {
        case .bool(let flag): sqlite3_bind_int(handle, index, flag ? 1 : 0)
        case .string(let text): bind(text: text, index)
        case .number(let number):
            if let whole = Int64(number.text) {
                sqlite3_bind_int64(handle, index, whole)
            } else if number.text.utf8.contains(where: Self.isFractional) {
                sqlite3_bind_double(handle, index, number.double)
            } else {
                throw UsageError("\(number.text) does not fit 64 bits; give it as a text in quotes")
            }
        case .null, .array, .object: bind(text: value.text(.compact), index)
        }
    }

    /// Whether a byte of a number shows that it is no whole one.
    private static func isFractional(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }

    private static func flag(_ value: JSON) -> Bool? {
        if let flag = value.bool { return flag }
        return switch value.int ?? value.string.flatMap({ Int($0) }) {
        case 0: false
        case 1: true
        default: value.string.flatMap { Bool($0.lowercased()) }
        }
    }

    private func bind(text: String, _ index: Int32) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                // An empty text has no address, and without one the value would be null.
                _ = sqlite3_bind_text64(
                    handle, index, $0.baseAddress ?? Self.nowhere, UInt64($0.count), oint_sqlite_transient(),
                    UInt8(SQLITE_UTF8))
            }
        }
    }

    private func bind(blob bytes: [UInt8], _ index: Int32) {
        guard !bytes.isEmpty else {
            sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        sqlite3_bind_blob64(handle, index, bytes, UInt64(bytes.count), oint_sqlite_transient())
    }

    private nonisolated(unsafe) static let nowhere: UnsafePointer<CChar> = {
        let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        pointer.initialize(to: 0)
        return UnsafePointer(pointer)
    }()
}
