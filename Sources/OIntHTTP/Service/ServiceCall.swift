import OIntCore

/// The method of a request to an endpoint that a library has no method of its own for.
///
/// Libraries take it in their `Call`, whose effect follows from it:
/// `effect: { name, options in name == "Call" ? .ofRequest(options["method"] ?? "") : nil }` in the descriptor.
public enum ServiceVerb: String, OptionChoice {
    /// Fetches.
    case get = "GET"
    /// Sends something to be processed.
    case post = "POST"
    /// Puts something in place.
    case put = "PUT"
    /// Changes a part of something.
    case patch = "PATCH"
    /// Removes something.
    case delete = "DELETE"

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    var method: Request.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}

/// The path of an endpoint below a service's address, as people write it: with or without a slash in front.
public struct EndpointPath: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The path without a slash in front.
    let text: String

    /// Takes a path that the source code names.
    public init(stringLiteral text: String) { self.text = String(text.drop { $0 == "/" }) }
}

extension EndpointPath: OptionValue {
    /// A path is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The path stays below the service's address.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a path; addresses, queries and steps upwards are refused.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        let path = String(text.drop { $0 == "/" })
        guard !path.isEmpty, !path.contains("://"), !path.contains(where: { $0.isWhitespace || "?#\\".contains($0) })
        else {
            throw OptionError(
                "takes the path of an endpoint, such as files/42, not \(Quote.short(text)); a query goes as --query")
        }
        guard !path.split(separator: "/").contains(where: { [".", ".."].contains(PercentEncoding.decodedText($0)) })
        else {
            throw OptionError("takes a path without . and .. in it, not \(Quote.short(text))")
        }
        self.text = path
    }

    /// The path.
    public var optionText: String { text }
}

extension PercentEncoding {
    /// A segment of a path as it is meant.
    fileprivate static func decodedText(_ segment: Substring) -> String {
        decoded(String(segment)).map { String(decoding: $0, as: UTF8.self) } ?? String(segment)
    }
}

extension Service {
    /// Calls any endpoint, with the service's address, authorization, refusals and limits.
    /// - Parameters:
    ///   - verb: The method of the request.
    ///   - path: The path below the service's address.
    ///   - query: Items of the query; lists repeat their name.
    ///   - body: The JSON body; nil for none.
    /// - Returns: The response.
    /// - Throws: What ``json(_:)`` throws.
    public func call(
        _ verb: ServiceVerb, _ path: EndpointPath, query: JSONObject = [:], body: JSON? = nil
    ) async throws -> JSON {
        var items = Fields()
        items.append(contentsOf: query)
        return try await json(
            ServiceRequest(
                verb.method, RequestPath(encoded: path.text), query: Query(items), body: body.map { .json($0) } ?? .none
            ))
    }

    /// Calls any endpoint with a form.
    /// - Parameters:
    ///   - verb: The method of the request.
    ///   - path: The path of the endpoint.
    ///   - query: Items of the query.
    ///   - form: Fields of the form; values that are no scalars go as JSON.
    /// - Returns: The response.
    public func call(
        _ verb: ServiceVerb, _ path: EndpointPath, query: JSONObject = [:], form: JSONObject
    ) async throws -> JSON {
        var items = Fields()
        items.append(contentsOf: query)
        let fields = form.map { (name: $0.key, value: $0.value.scalarText ?? $0.value.text(.compact)) }
        return try await json(
            ServiceRequest(
                verb.method, RequestPath(encoded: path.text), query: Query(items),
                body: fields.isEmpty ? .none : .form(fields)))
    }
}
