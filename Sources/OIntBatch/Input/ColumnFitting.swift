import OIntCore

/// Finds what the pairs of a template mean, and collects what is wrong with them.
struct ColumnFitting {
    private let header: [String]
    private let method: MethodDescriptor
    private let parameters: [ParameterDescriptor]
    private(set) var parts: [OptionParts] = []
    private(set) var problems: [UsageProblem] = []

    /// Creates a fitting.
    /// - Parameters:
    ///   - header: The names of the columns.
    ///   - method: The method that is called.
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

    /// Takes a column for an option: `option=column`.
    mutating func map(_ pair: String) {
        guard let (name, value) = split(pair, of: "map", as: "option=column"), let path = path(name) else { return }
        guard let parameter = parameter(path.option), let column = column(value, of: "map") else { return }
        add(.column(column), at: path, parameter)
    }

    /// Takes a value for an option of all calls: `option=value`.
    mutating func set(_ pair: String) {
        guard let (name, value) = split(pair, of: "set", as: "option=value"), let path = path(name) else { return }
        guard let parameter = parameter(path.option) else { return }
        let mapped = parts.first { $0.option == parameter.name }?.parts ?? []
        // Members of an option may come from both; the whole of it comes from one.
        let isTaken = mapped.contains { part in
            if case .column = part.source { part.steps == path.steps } else { false }
        }
        guard !isTaken else {
            problems.append(.other("--\(name) comes from a column and from --set: leave one of them out"))
            return
        }
        add(.constant(value), at: path, parameter)
    }

    /// Takes columns for the options they are named after.
    mutating func mapByName(besides id: Int?) {
        for (index, name) in header.enumerated() where index != id && !name.isEmpty {
            guard let path = path(name), let parameter = parameter(path.option) else { continue }
            add(.column(index), at: path, parameter)
        }
    }

    private mutating func add(_ source: OptionParts.Part.Source, at path: OptionPath, _ parameter: ParameterDescriptor)
    {
        guard path.steps.isEmpty || parameter.kind == .object || parameter.kind.isJSON else {
            problems.append(.other("--\(parameter.name) takes no JSON, and so has no members"))
            return
        }
        let index =
            parts.firstIndex { $0.option == parameter.name }
            ?? {
                parts.append(OptionParts(option: parameter.name, kind: parameter.kind))
                return parts.count - 1
            }()
        parts[index].parts.append(OptionParts.Part(source: source, steps: path.steps, type: path.type))
    }

    private mutating func path(_ text: String) -> OptionPath? {
        do throws(UsageError) {
            return try OptionPath(text)
        } catch {
            problems += error.problems
            return nil
        }
    }

    private mutating func parameter(_ name: String) -> ParameterDescriptor? {
        let wanted = name.lowercased()
        if let parameter = parameters.first(where: { $0.name == wanted || $0.aliases.contains(wanted) }) {
            return parameter
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
