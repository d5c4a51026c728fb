import OIntCore
import OIntRunning

/// Reads calls that are written as `{"id": 1, "library": "…", "method": "…", "options": {…}, "profile": "…", "keep": "…"}`.
package struct JSONCallReader: CallReader {
    private static let keys = ["id", "library", "method", "options", "profile", "keep"]

    /// Finds a method by the names of its library and itself.
    package typealias Find =
        @Sendable (_ library: String, _ method: String) throws(UsageError) -> MethodTable.Entry

    private let profile: String?
    private let find: Find

    /// Creates a reader.
    /// - Parameters:
    ///   - profile: The profile of calls that name none.
    ///   - find: Finds methods.
    package init(profile: String?, find: @escaping Find) {
        self.profile = profile
        self.find = find
    }

    /// Reads a line.
    /// - Parameter record: The line.
    /// - Returns: The call, or what is wrong with the line.
    package func read(_ record: Record) -> ReadCall {
        if let problem = record.problem { return .failed(record, problem.error) }
        let object: JSONObject
        do throws(JSONParsingError) {
            guard case .object(let value) = try JSON(parsing: record.bytes) else {
                return .failed(record, UsageError(#"the line is no JSON object such as {"library": …, "method": …}"#))
            }
            object = value
        } catch {
            let place = error.description
            let text = place.hasPrefix("line 1, ") ? String(place.dropFirst("line 1, ".count)) : place
            return .failed(record, UsageError("the line is not JSON: \(text)"))
        }
        var result = ReadCall(id: object["id"] ?? JSON(record.line), call: .failure(UsageError([])))
        if result.id.array != nil || result.id.object != nil {
            return .failed(record, UsageError("the id is a list or an object, and must be a text or a number"))
        }
        result.call = Result { () throws(UsageError) in
            result.keep = try Self.name(object["keep"])
            return try call(object)
        }
        return result
    }

    /// The name for an object.
    private static func name(_ value: JSON?) throws(UsageError) -> String? {
        switch value {
        case nil, .null: return nil
        case .string(let name) where !name.trimmed.isEmpty && !name.hasPrefix("@"): return name.trimmed
        default: throw UsageError(#"keep takes a name without @, such as "db"; later options say "@db""#)
        }
    }

    package func report(_ record: Record) -> JSON? { try? JSON(parsing: record.bytes) }

    private func call(_ object: JSONObject) throws(UsageError) -> Call {
        for key in object.keys where !Self.keys.contains(key) {
            let nearest = Suggestion.nearest(to: key, among: Self.keys).map { ", did you mean \($0)?" } ?? ""
            throw UsageError("the key \(Quote.short(key)) is none of \(Self.keys.joined(separator: ", "))\(nearest)")
        }
        guard let library = object["library"]?.string, let method = object["method"]?.string else {
            throw UsageError("library and method are needed, as texts")
        }
        let entry = try find(library, method)
        let options: JSONObject
        switch object["options"] {
        case .object(let value): options = value
        case nil, .null: options = [:]
        default: throw UsageError("options must be an object")
        }
        var profile = profile
        switch object["profile"] {
        case .string(let name): profile = name
        case nil, .null: break
        default: throw UsageError("the profile must be a text")
        }
        return Call(library: entry.library, method: entry.method, json: options, profile: profile)
    }
}
