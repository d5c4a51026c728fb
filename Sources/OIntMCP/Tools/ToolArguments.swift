import OIntCore

/// Reads the arguments of a tool, and collects everything that is wrong with them.
struct ToolArguments {
    private let object: JSONObject
    private var problems: [UsageProblem] = []

    /// Starts reading.
    /// - Parameters:
    ///   - object: The arguments.
    ///   - known: The names that the tool knows.
    init(_ object: JSONObject, known: [String]) {
        self.object = object
        for key in object.keys where !known.contains(key) {
            let nearest = Suggestion.nearest(to: key, among: known).map { ", did you mean \($0)?" } ?? ""
            problems.append(.other("the tool has no argument \(Quote.short(key))\(nearest)"))
        }
    }

    /// A text that has to be given; empty when it is not, which ``finish()`` reports.
    mutating func text(_ name: String) -> String {
        if let text = optionalText(name) { return text }
        if object[name] == nil { problems.append(.other("the argument \(name) is missing")) }
        return ""
    }

    /// A text that may be left out.
    mutating func optionalText(_ name: String) -> String? {
        switch object[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default:
            problems.append(.other("the argument \(name) takes a text"))
            return nil
        }
    }

    /// A whole number within limits, or what stands for it.
    mutating func integer(_ name: String, _ limits: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let value = object[name], !value.isNull else { return fallback }
        guard let number = value.int, limits.contains(number) else {
            problems.append(
                .other("the argument \(name) takes a whole number from \(limits.lowerBound) to \(limits.upperBound)"))
            return fallback
        }
        return number
    }

    /// A switch; off when it is not given.
    mutating func isOn(_ name: String) -> Bool {
        guard let value = object[name], !value.isNull else { return false }
        guard let flag = value.bool else {
            problems.append(.other("the argument \(name) takes true or false"))
            return false
        }
        return flag
    }

    /// An object, or an empty one when it is not given; agents also write objects out as text.
    mutating func object(_ name: String) -> JSONObject {
        switch object[name] {
        case nil, .null: return [:]
        case .object(let value): return value
        case .string(let text):
            if let value = (try? JSON(parsing: text))?.object { return value }
            fallthrough
        default:
            problems.append(.other("the argument \(name) takes an object"))
            return [:]
        }
    }

    /// Ends reading.
    /// - Throws: `UsageError` with everything that was wrong, if anything was.
    func finish() throws(UsageError) {
        if !problems.isEmpty { throw UsageError(problems) }
    }
}
