import OIntCore

/// The path of a request below the address of its service.
///
/// What stands in the literal is taken as it is; what is interpolated is percent-encoded, so that it stays one segment:
///
/// ```swift
/// "files/\(id)/comments"              // an id of "a/b" becomes files/a%2Fb/comments
/// "content/\(path: "docs/a b.txt")"   // segments by themselves: content/docs/a%20b.txt
/// "bot\(.token)/\(method)"            // the token of the service's authorization
/// ```
public struct RequestPath: Sendable {
    enum Piece: Sendable {
        case text(String)
        case token
    }

    private(set) var pieces: [Piece]
    private(set) var problem: String?

    /// What stands for the secret of an ``Authorization/path(_:)``.
    public enum Placeholder: Sendable {
        /// The token.
        case token
    }

    /// A path that is encoded already.
    /// - Parameter text: The path, without a slash at its beginning.
    public init(encoded text: String) { pieces = [.text(text)] }

    /// The path as text.
    /// - Parameter token: The token, where the path holds one.
    func text(_ token: Secret?) throws(UsageError) -> String {
        if let problem { throw UsageError(problem) }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .token: PercentEncoding.encoded(token?.exposed ?? "", keeping: ":")
            }
        }
        .joined()
    }
}

/// A type that a segment of a path can be made of.
public protocol PathSegment {
    /// The segment, before it is encoded.
    var pathSegment: String { get }
}

extension String: PathSegment {
    /// The text.
    public var pathSegment: String { self }
}

extension Int: PathSegment {
    /// The number.
    public var pathSegment: String { String(self) }
}

extension ID: PathSegment {
    /// The id as text.
    public var pathSegment: String { text }
}

extension RequestPath: ExpressibleByStringInterpolation {
    /// A path without interpolations.
    public init(stringLiteral text: String) { pieces = [.text(text)] }

    /// A path with interpolations.
    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        problem = stringInterpolation.problem
    }

    /// Collects a path, and encodes what is interpolated.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []
        fileprivate var problem: String?

        /// Begins a path.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds a part of the literal.
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        /// Adds a value as one segment, or a part of one.
        public mutating func appendInterpolation(_ value: some PathSegment) {
            append(value.pathSegment)
        }

        /// Adds a value of a closed set as one segment.
        public mutating func appendInterpolation<Value: RawRepresentable>(_ value: Value)
        where Value.RawValue == String {
            append(value.rawValue)
        }

        /// Adds a path, whose slashes go on to separate segments.
        public mutating func appendInterpolation(path: String) {
            for (index, segment) in path.split(separator: "/").enumerated() {
                if index > 0 { pieces.append(.text("/")) }
                append(String(segment))
            }
        }

        /// Adds the token of the service's authorization.
        public mutating func appendInterpolation(_ placeholder: Placeholder) { pieces.append(.token) }

        private mutating func append(_ segment: String) {
            // Dots alone would lead out of the folder, encoded or not, and an empty segment to the folder itself.
            if segment.isEmpty || segment == "." || segment == ".." {
                problem =
                    problem ?? "\(Quote.short(segment)) can't be a part of the address of a request: it names nothing"
            }
            pieces.append(.text(PercentEncoding.encoded(segment)))
        }
    }
}
