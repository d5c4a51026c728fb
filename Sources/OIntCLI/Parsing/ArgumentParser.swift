import OIntCore

/// What stands on a command line behind the name of a method or a command.
struct ParsedArguments {
    /// The arguments without the name of an option.
    var operands: [String] = []
    /// The values of the method's own options.
    var options: [String: [OptionInput]] = [:]
    /// What the standard options say.
    var settings = CallSettings()
    /// What is wrong.
    var problems: [UsageProblem] = []
}

/// Takes a command line apart by the table of a method's options.
struct ArgumentParser {
    private let table: OptionTable
    private let console: Console
    private var result = ParsedArguments()
    private var hasTakenInput = false

    /// Parses the arguments behind the name of a method or a command.
    static func parse(
        _ arguments: some Sequence<String>, for table: OptionTable, console: Console
    ) -> ParsedArguments {
        var parser = ArgumentParser(table: table, console: console)
        parser.parse(Array(arguments)[...])
        return parser.result
    }

    private init(table: OptionTable, console: Console) {
        self.table = table
        self.console = console
    }

    private mutating func parse(_ arguments: ArraySlice<String>) {
        var rest = arguments
        var last = table.name
        while let argument = rest.popFirst() {
            if argument == "-" || !argument.hasPrefix("-"), result.operands.count < table.operandCount {
                result.operands.append(argument)
                continue
            }
            guard argument.hasPrefix("-"), argument != "-", let (name, attached) = OptionTable.split(argument) else {
                report(unexpectedBehind: last)
                continue
            }
            last = name
            guard let target = table.target(of: name) else {
                report(unknown: name)
                // The value of an option nobody knows is no mistake of its own.
                if attached == nil, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
                continue
            }
            take(target, name, attached ?? value(for: target, from: &rest))
        }
    }

    /// The value behind an option, if one stands there.
    private func value(for target: OptionTable.Target, from rest: inout ArraySlice<String>) -> String? {
        guard let next = rest.first, table.takes(next, asValueOf: target) else { return nil }
        rest.removeFirst()
        return next
    }

    /// Reports an argument that belongs to nothing; it is not quoted, since it may be a secret, or a part of one.
    private mutating func report(unexpectedBehind last: String) {
        var reason = "a value with spaces needs quotes"
        if last == table.name, table.operandCount == 0 {
            let option = (table.parameters.first(where: \.isRequired) ?? table.parameters.first)?.name
            reason = option.map { "a value stands behind the name of its option, such as --\($0)" } ?? "it takes none"
        }
        result.problems.append(.other("unexpected argument behind \(last): \(reason)"))
    }

    private mutating func report(unknown name: String) {
        let known = table.parameters.map(\.name) + table.standard.map(\.rawValue)
        let typed = String(name.drop { $0 == "-" })
        result.problems.append(
            .unknownOption(name, suggestion: Suggestion.nearest(to: typed, among: known)))
    }

    private mutating func take(_ target: OptionTable.Target, _ name: String, _ value: String?) {
        switch target {
        case .standard(let option): set(option, value)
        case .standardFromFile(let option):
            guard let value else { return report(missing: String(name.drop { $0 == "-" }), name) }
            // What ends a line of a file is no part of a password.
            guard let text = text(ofFile: value, for: option) else { return }
            set(option, text.hasSuffix("\n") ? String(text.dropLast()) : text)
        case .standardFromEnvironment(let option):
            guard let value else { return report(missing: String(name.drop { $0 == "-" }), name) }
            guard let text = console.environment[value] else {
                return report(option, "names an environment variable that is not set")
            }
            set(option, text)
        case .own(let parameter):
            guard let value = value ?? (parameter.kind == .boolean ? "true" : nil) else {
                return report(missing: parameter.name, name)
            }
            if parameter.kind == .file, value.trimmed == "-", !takeInput(for: parameter, name) { return }
            result.options[parameter.name, default: []].append(OptionInput(value, source: .commandLine))
        case .ownFromFile(let parameter):
            guard let value else { return report(missing: String(name.drop { $0 == "-" }), name) }
            read(file: value, for: parameter, name)
        case .ownFromEnvironment(let parameter):
            guard let value else { return report(missing: String(name.drop { $0 == "-" }), name) }
            guard let text = console.environment[value] else {
                return report(
                    parameter, name, "names the environment variable\(shown(value, for: parameter)) which is not set")
            }
            result.options[parameter.name, default: []].append(OptionInput(text, source: .environment(value)))
        }
    }

    private mutating func set(_ option: StandardOption, _ value: String?) {
        do throws(OptionError) {
            try result.settings.set(option, value)
        } catch {
            report(option, error.description)
        }
    }

    private mutating func report(_ option: StandardOption, _ reason: String) {
        result.problems.append(.unreadable(option: option.rawValue, reason: reason))
    }

    /// What a file or standard input holds for a standard option; nil, and reported, where that can't be read.
    private mutating func text(ofFile path: String, for option: StandardOption) -> String? {
        do throws(LocalError) {
            if path == "-", hasTakenInput {
                report(option, "wants standard input, which another option has taken")
                return nil
            }
            if path == "-" { hasTakenInput = true }
            let bytes = try path == "-" ? console.readInput() : LocalFile.read(path)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                report(option, "names a file which is not UTF-8 text")
                return nil
            }
            return text
        } catch {
            report(option, "names a file, but \(error.reason)")
            return nil
        }
    }

    private mutating func read(file path: String, for parameter: ParameterDescriptor, _ name: String) {
        if parameter.kind == .file {
            if path.trimmed == "-", !takeInput(for: parameter, name) { return }
            result.options[parameter.name, default: []].append(OptionInput(path, source: .commandLine))
            return
        }
        let bytes: [UInt8]
        do throws(LocalError) {
            if path == "-" {
                guard takeInput(for: parameter, name) else { return }
                bytes = try console.readInput()
            } else {
                bytes = try LocalFile.read(path)
            }
        } catch {
            return report(parameter, name, "names the file\(shown(path, for: parameter)) but \(error.reason)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return report(parameter, name, "names the file\(shown(path, for: parameter)) which is not UTF-8 text")
        }
        let source: OptionInput.Source = path == "-" ? .standardInput : .file(path)
        result.options[parameter.name, default: []].append(OptionInput(text, source: source))
    }

    /// Takes standard input for an option; false, and reported, when another one has it.
    private mutating func takeInput(for parameter: ParameterDescriptor, _ name: String) -> Bool {
        if hasTakenInput { report(parameter, name, "wants standard input, which another option has taken") }
        defer { hasTakenInput = true }
        return !hasTakenInput
    }

    /// The name of a file or variable for a message; left out where it may be the secret itself, put in its place.
    private func shown(_ name: String, for parameter: ParameterDescriptor) -> String {
        parameter.kind == .secret ? "," : " \(Quote.short(name)),"
    }

    /// Reports an option without its value.
    /// - Parameters:
    ///   - option: The option's whole name.
    ///   - name: The name as it was typed, with its dashes.
    private mutating func report(missing option: String, _ name: String) {
        result.problems.append(
            .unreadable(option: option, reason: "needs a value; write \(name)=… where it begins with a dash"))
    }

    /// Reports a value that could not be fetched, under the option it was meant for, so that the option does not
    /// count as missing as well.
    private mutating func report(_ parameter: ParameterDescriptor, _ name: String, _ reason: String) {
        result.problems.append(.unreadable(option: parameter.name, reason: "(\(name)) \(reason)"))
    }
}
