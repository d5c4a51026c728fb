import OIntCore

/// The place of a value in a call: an option, or a member inside of one, with the type it is meant as.
///
/// It is written `option`, `option:type`, `option.member`, `option.list[0].member:type`.
struct OptionPath: Equatable {
    /// A step into a value.
    enum Step: Hashable {
        /// The member of an object.
        case member(String)
        /// The element of a list, counted from 0.
        case element(Int)
    }

    /// The name of the option, as it was written.
    let option: String
    /// The steps into its value.
    let steps: [Step]
    /// What the value is meant as; nil for what the option takes.
    let type: CellType?

    /// Reads a path.
    /// - Parameter text: The path.
    /// - Throws: `UsageError` when it can't be one.
    init(_ text: String) throws(UsageError) {
        var path = text.trimmed.drop { $0 == "-" }
        var type: CellType?
        if let colon = path.lastIndex(of: ":") {
            let word = path[path.index(after: colon)...].lowercased()
            guard let known = CellType(rawValue: word) else {
                let names = CellType.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("\(Quote.short(text)) names the type \(Quote.short(word)), which is none of \(names)")
            }
            type = known
            path = path[..<colon]
        }
        self.type = type
        var steps: [Step] = []
        var option: String?
        for part in path.split(separator: ".", omittingEmptySubsequences: false) {
            let name = part.prefix { $0 != "[" }
            if option == nil {
                option = String(name)
            } else if !name.isEmpty {
                steps.append(.member(String(name)))
            }
            steps += try Self.elements(part[name.endIndex...], of: text)
            guard !name.isEmpty else { throw Self.unreadable(text) }
        }
        guard let option, !option.isEmpty else { throw Self.unreadable(text) }
        self.option = option
        self.steps = steps
    }

    /// The numbers in `[0][1]`.
    private static func elements(_ text: Substring, of path: String) throws(UsageError) -> [Step] {
        var steps: [Step] = []
        var rest = text
        while !rest.isEmpty {
            guard rest.first == "[", let end = rest.firstIndex(of: "]"),
                let number = Int(rest[rest.index(after: rest.startIndex)..<end]), (0..<1000).contains(number)
            else { throw unreadable(path) }
            steps.append(.element(number))
            rest = rest[rest.index(after: end)...]
        }
        return steps
    }

    private static func unreadable(_ text: String) -> UsageError {
        UsageError("\(Quote.short(text)) names no option: write option, option.member or option.list[0].member")
    }
}

extension JSON {
    /// Puts a value into its place, and makes the objects and lists on the way there.
    /// - Parameters:
    ///   - value: The value.
    ///   - steps: The way to its place.
    /// - Returns: Whether the way is free: what stands there already may be no object or list.
    mutating func place(_ value: JSON, at steps: ArraySlice<OptionPath.Step>) -> Bool {
        guard let step = steps.first else {
            self = value
            return true
        }
        switch step {
        case .member(let name):
            var object: JSONObject
            switch self {
            case .object(let known): object = known
            case .null: object = [:]
            default: return false
            }
            var member = object[name] ?? .null
            guard member.place(value, at: steps.dropFirst()) else { return false }
            object[name] = member
            self = .object(object)
        case .element(let index):
            var list: [JSON]
            switch self {
            case .array(let known): list = known
            case .null: list = []
            default: return false
            }
            while list.count <= index { list.append(.null) }
            guard list[index].place(value, at: steps.dropFirst()) else { return false }
            self = .array(list)
        }
        return true
    }

    /// The value without elements of lists that nothing was put into.
    var withoutGaps: JSON {
        switch self {
        case .array(let list): .array(list.filter { !$0.isNull }.map(\.withoutGaps))
        case .object(let object): .object(JSONObject(object.map { ($0.key, $0.value.withoutGaps) }))
        default: self
        }
    }
}
