import Foundation

/// A path with names in braces for its variable parts.
struct PathTemplate: Sendable {
    private enum Piece: Sendable {
        case text(Substring)
        /// A part of one segment, not empty.
        case segment(String)
        /// Any number of segments.
        case rest(String)
    }

    /// Stands between segments while paths are compared: a segment may hold a slash of its own, as %2F.
    private static let border: Character = "\u{1F}"

    private let pieces: [Piece]

    /// Reads a template.
    /// - Parameter text: The path; `{name}` stands for a part of a segment, `{name*}` for any number of segments.
    init(_ text: String) {
        var pieces: [Piece] = []
        var rest = text.replacing("/", with: String(Self.border))[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            if start > rest.startIndex { pieces.append(.text(rest[..<start])) }
            let name = rest[rest.index(after: start)..<end]
            pieces.append(name.hasSuffix("*") ? .rest(String(name.dropLast())) : .segment(String(name)))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.text(rest)) }
        self.pieces = pieces
    }

    /// Compares a path.
    /// - Parameter target: The path as it was sent, percent-encoded, with or without a query.
    /// - Returns: What stands for the names, decoded; nil where the path is another one.
    func match(_ target: String) -> [String: String]? {
        let segments = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        let path = segments.map { $0.removingPercentEncoding ?? String($0) }.joined(separator: String(Self.border))
        return Self.match(path[...], pieces[...])?.mapValues { $0.replacing(String(Self.border), with: "/") }
    }

    private static func match(_ path: Substring, _ pieces: ArraySlice<Piece>) -> [String: String]? {
        guard let piece = pieces.first else { return path.isEmpty ? [:] : nil }
        let others = pieces.dropFirst()
        switch piece {
        case .text(let text): return path.hasPrefix(text) ? match(path.dropFirst(text.count), others) : nil
        case .segment(let name): return match(path, name, longest: path.prefix { $0 != border }, shortest: 1, others)
        case .rest(let name): return match(path, name, longest: path, shortest: 0, others)
        }
    }

    /// Tries the longest value first.
    private static func match(
        _ path: Substring, _ name: String, longest: Substring, shortest: Int, _ others: ArraySlice<Piece>
    ) -> [String: String]? {
        var value = longest
        while value.count >= shortest {
            if var found = match(path[value.endIndex...], others) {
                found[name] = String(value)
                return found
            }
            if value.isEmpty { return nil }
            value = value.dropLast()
        }
        return nil
    }
}
