import CLibPQ
import OIntDrivers
import OIntSQL

/// One of the answers to a statement.
struct QueryResult: ~Copyable {
    let handle: OpaquePointer
    private let pq: LibPQ

    init(_ handle: OpaquePointer, _ pq: LibPQ) {
        self.handle = handle
        self.pq = pq
    }

    deinit { pq.f.PQclear(handle) }

    /// What kind of answer it is.
    var status: ExecStatusType { pq.f.PQresultStatus(handle) }
    /// How many rows it has.
    var rowCount: Int32 { pq.f.PQntuples(handle) }
    /// How many columns it has.
    var columnCount: Int32 { pq.f.PQnfields(handle) }
    /// The names of the columns.
    var columnNames: [String] {
        (0..<columnCount).map { column in pq.f.PQfname(handle, column).map { String(cString: $0) } ?? "" }
    }
    /// The ids of the columns' types.
    var columnTypes: [Oid] { (0..<columnCount).map { pq.f.PQftype(handle, $0) } }
    /// The ids of the parameters' types, in the description of a statement.
    var parameterTypes: [Oid] { (0..<pq.f.PQnparams(handle)).map { pq.f.PQparamtype(handle, $0) } }
    /// How many rows the statement has touched; nil where it is none that touches some.
    var changes: SQLChanges? {
        let word = (pq.f.PQcmdStatus(handle).map { String(cString: $0) } ?? "").prefix { $0 != " " }
        guard let kind = Self.kinds[String(word)],
            let count = pq.f.PQcmdTuples(handle).flatMap({ Int(String(cString: $0)) })
        else {
            return nil
        }
        return SQLChanges(kind, count)
    }

    private static let kinds: [String: SQLChanges.Kind] = [
        "INSERT": .added, "UPDATE": .changed, "DELETE": .deleted, "MERGE": .touched, "COPY": .added,
    ]

    /// libpq's own words for what went wrong.
    var errorMessage: String { pq.f.PQresultErrorMessage(handle).map { String(cString: $0) } ?? "" }

    /// A part of what went wrong.
    func errorField(_ field: ErrorField) -> String? {
        pq.f.PQresultErrorField(handle, Int32(field.rawValue.value)).map { String(cString: $0) }
    }

    /// A value as text.
    /// - Returns: The bytes, which live as long as the answer; nil for no value.
    @inline(__always)
    func value(_ row: Int32, _ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        guard pq.f.PQgetisnull(handle, row, column) == 0, let start = pq.f.PQgetvalue(handle, row, column) else {
            return nil
        }
        let count = Int(pq.f.PQgetlength(handle, row, column))
        return UnsafeBufferPointer(
            start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
    }

    /// A value as text.
    func text(_ row: Int32, _ column: Int32) -> String? {
        value(row, column).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The parts of an error that the server tells.
///
/// Source: https://www.postgresql.org/docs/current/protocol-error-fields.html
enum ErrorField: Unicode.Scalar {
    case code = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case position = "P"
    case context = "W"
}
