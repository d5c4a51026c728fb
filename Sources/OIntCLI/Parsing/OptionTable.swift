import OIntCore

/// What may stand on a command line behind the name of a method or a command.
struct OptionTable: Sendable {
    /// What stands in front of the arguments, to point at in messages.
    let name: String
    /// Its own options.
    let parameters: [ParameterDescriptor]
    /// The options of every call that it takes too.
    var standard = StandardOption.allCases
    /// How many arguments without the name of an option it takes.
    var operandCount = 0
    /// What some of the options of every call mean here, where that is not what they mean for methods.
    private var meanings: [StandardOption: String] = [:]

    /// What may stand behind a method.
    init(_ method: MethodDescriptor) {
        name = method.name
        parameters = method.parameters
    }

    /// What may stand behind a command.
    init(_ command: Command) {
        name = command.path.last ?? ""
        parameters = command.parameters
        standard = [.help] + command.standardOptions
        operandCount = command.operands.last?.isRepeated == true ? .max : command.operands.count
        meanings = command.meanings
    }

    /// What an option of every call means here, in one line.
    func summary(of option: StandardOption) -> String { meanings[option] ?? option.summary }

    func parameter(named name: String) -> ParameterDescriptor? {
        parameters.first { $0.name == name || $0.aliases.contains(name) }
    }

    /// What the name of an option leads to.
    enum Target {
        case own(ParameterDescriptor)
        case ownFromFile(ParameterDescriptor)
        case ownFromEnvironment(ParameterDescriptor)
        case standard(StandardOption)
        case standardFromFile(StandardOption)
        case standardFromEnvironment(StandardOption)
    }

    /// What the name of an option leads to.
    /// - Parameter dashed: The name with its dashes, in any case.
    /// - Returns: What it leads to, or nil when there is no such option.
    func target(of dashed: String) -> Target? {
        guard dashed.hasPrefix("--") else {
            // One letter and no more: `-task` is a slip for `--task`, not `-t`.
            guard dashed.count == 2, let letter = dashed.last,
                let parameter = parameters.first(where: { $0.short == letter })
            else { return dashed == "-h" ? .standard(.help) : nil }
            return .own(parameter)
        }
        let name = dashed.dropFirst(2).lowercased()
        if let parameter = parameter(named: name) { return .own(parameter) }
        if let option = StandardOption(named: name), standard.contains(option) { return .standard(option) }
        if name.hasSuffix("-file"), let parameter = parameter(named: String(name.dropLast(5))) {
            return .ownFromFile(parameter)
        }
        if name.hasSuffix("-env"), let parameter = parameter(named: String(name.dropLast(4))) {
            return .ownFromEnvironment(parameter)
        }
        if name.hasSuffix("-file"), let option = secret(named: name.dropLast(5)) { return .standardFromFile(option) }
        if name.hasSuffix("-env"), let option = secret(named: name.dropLast(4)) {
            return .standardFromEnvironment(option)
        }
        return nil
    }

    private func secret(named name: Substring) -> StandardOption? {
        StandardOption(named: String(name)).flatMap { $0.isSecret && standard.contains($0) ? $0 : nil }
    }

    /// The name in `--name`, `--name=value`, `-n` or `-n=value`, and the value if one is attached.
    static func split(_ argument: String) -> (name: String, value: String?)? {
        let equals = argument.firstIndex(of: "=")
        let name = argument[..<(equals ?? argument.endIndex)]
        let value = equals.map { String(argument[argument.index(after: $0)...]) }
        let isLong = name.hasPrefix("--")
        guard isLong ? name.count > 2 : name.count == 2 else { return isLong ? nil : (String(name), value) }
        return (String(name), value)
    }

    /// Whether an argument that stands behind an option is its value.
    /// - Parameters:
    ///   - next: The argument.
    ///   - target: What the option leads to.
    func takes(_ next: String, asValueOf target: Target) -> Bool {
        guard !isOption(next) else { return false }
        switch target {
        // A switch may stand alone, but scripts written for the reference give it a word.
        case .own(let parameter) where parameter.kind == .boolean: return !next.hasPrefix("-")
        case .standard(let option) where option.isSwitch: return ["true", "false"].contains(next.lowercased())
        default: return true
        }
    }

    private func isOption(_ argument: String) -> Bool {
        guard argument.hasPrefix("-"), let (name, _) = Self.split(argument) else { return false }
        return target(of: name) != nil
    }
}
