import OIntCore

/// Tells what fits behind the name of a method or of a command: options, their values, operands.
struct ArgumentCompleter {
    /// What may stand there.
    let table: OptionTable
    /// What may stand there without the name of an option.
    let operands: [Operand]
    /// What knows the names of everything.
    let completer: Completer

    /// What the arguments in front of the cursor come to.
    private struct Reading {
        /// The options that are given, without dashes.
        var given: Set<String> = []
        /// How many operands are given.
        var operandCount = 0
        /// The option whose value may stand next.
        var pending: OptionTable.Target?
        /// Whether an option nobody knows stands last.
        var endsUnknown = false
    }

    /// What fits where the cursor stands.
    /// - Parameters:
    ///   - arguments: The arguments in front of it.
    ///   - line: The whole line.
    /// - Returns: What begins as it was typed.
    func complete(_ arguments: ArraySlice<String>, _ line: TypedWords) -> Completion {
        let typed = line.typed
        let reading = read(arguments)
        let given = reading.given.union(read(line.after[...]).given)
        if typed.hasPrefix("-") {
            if let equals = typed.firstIndex(of: "=") {
                guard let target = table.target(of: String(typed[..<equals])) else { return Completion() }
                let start = typed.index(after: equals)
                var completion = values(of: target, typed: String(typed[start...]), given: given)
                completion.prefix = String(typed[..<start])
                return completion
            }
            return Completion(candidates: options(typed: typed, given: given)).matching(typed)
        }
        if reading.endsUnknown { return Completion() }
        if let target = reading.pending {
            var completion = values(of: target, typed: typed, given: given)
            guard target.isSwitch else { return completion }
            // A switch may stand alone: whatever else fits here may follow it.
            let others = operand(reading.operandCount, typed: typed)
            completion.candidates += others.candidates
            completion.takesFile = others.takesFile
            if typed.isEmpty { completion.candidates += options(typed: typed, given: given) }
            return completion
        }
        var completion = operand(reading.operandCount, typed: typed)
        if typed.isEmpty, !completion.takesFile { completion.candidates += options(typed: typed, given: given) }
        return completion
    }

    private func read(_ arguments: ArraySlice<String>) -> Reading {
        var reading = Reading()
        var rest = arguments
        while let argument = rest.popFirst() {
            guard argument.hasPrefix("-"), argument != "-" else {
                reading.operandCount += 1
                continue
            }
            guard let (name, attached) = OptionTable.split(argument) else { continue }
            guard let target = table.target(of: name) else {
                reading.endsUnknown = attached == nil && rest.isEmpty
                if attached == nil, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
                continue
            }
            reading.given.insert(target.name)
            guard attached == nil else { continue }
            if rest.isEmpty { reading.pending = target }
            if let next = rest.first, table.takes(next, asValueOf: target) { rest.removeFirst() }
        }
        return reading
    }

    /// The options that may still be given.
    ///
    /// The forms that take a value from elsewhere would treble the list: they show once the name is typed.
    private func options(typed: String, given: Set<String>) -> [Completion.Candidate] {
        var candidates: [Completion.Candidate] = []
        for parameter in table.parameters where !given.contains(parameter.name) || parameter.kind.isList {
            let summary = parameter.summary + (parameter.isRequired ? " (required)" : "")
            candidates.append(Completion.Candidate("--\(parameter.name)", summary))
            guard typed.lowercased().hasPrefix("--\(parameter.name)-") else { continue }
            candidates.append(
                Completion.Candidate(
                    "--\(parameter.name)-file", "Take --\(parameter.name) from a file; - is standard input."))
            candidates.append(
                Completion.Candidate(
                    "--\(parameter.name)-env", "Take --\(parameter.name) from an environment variable."))
        }
        let own = Set(table.parameters.map(\.name))
        for option in table.standard where !given.contains(option.rawValue) && !own.contains(option.rawValue) {
            candidates.append(Completion.Candidate("--\(option.rawValue)", table.summary(of: option)))
        }
        return candidates
    }

    /// The values that an option takes.
    private func values(of target: OptionTable.Target, typed: String, given: Set<String>) -> Completion {
        switch target {
        case .own(let parameter) where parameter.takesPath: .file
        case .own(let parameter): values(of: parameter.kind, typed: typed)
        case .ownFromFile: .file
        case .ownFromEnvironment: Self.words(completer.sources.environmentNames()).matching(typed)
        case .standardFromFile: .file
        case .standardFromEnvironment: Self.words(completer.sources.environmentNames()).matching(typed)
        case .standard(let option): values(of: option, typed: typed, given: given)
        }
    }

    private func values(of kind: OptionKind, typed: String) -> Completion {
        switch kind {
        case .boolean: Self.words(["true", "false"]).matching(typed)
        case .choice(let words): Self.words(words).matching(typed)
        case .file, .json, .object: .file
        case .list(let element): values(of: element, typed: typed)
        case .text, .integer, .number, .date, .secret, .handle: Completion()
        }
    }

    private func values(of option: StandardOption, typed: String, given: Set<String>) -> Completion {
        switch option {
        case .out:
            typed.hasPrefix("_") ? Self.words(CallSettings.Spelling.allCases.map(\.rawValue)).matching(typed) : .file
        case .format: Self.words(formats(given)).matching(typed)
        case .profile: Self.words(completer.sources.profileNames()).matching(typed)
        case .config, .resume, .cert, .key, .cacert: .file
        case .help, .dryRun, .debug, .noRefresh, .insecure: Self.words(["true", "false"]).matching(typed)
        case .timeout, .retries, .proxy, .keyPassword, .allowSecretTo: Completion()
        }
    }

    /// The forms of a result; a request as a command is one for dry runs.
    private func formats(_ given: Set<String>) -> [String] {
        given.contains(StandardOption.dryRun.rawValue) ? OutputFormat.words : OutputFormat.allCases.map(\.rawValue)
    }

    /// What may stand for an operand.
    private func operand(_ index: Int, typed: String) -> Completion {
        guard operands.indices.contains(index) else { return Completion() }
        switch operands[index].kind {
        case .text: return Completion()
        case .file: return .file
        case .library:
            let candidates = completer.libraries.map { Completion.Candidate($0.name, $0.summary) }
            return Completion(candidates: candidates).matching(typed)
        case .choice(let words): return Self.words(words).matching(typed)
        case .setting: return settings(typed: typed)
        case .profile: return Self.words(completer.sources.profileNames()).matching(typed)
        }
    }

    /// The names of settings, a part at a time: first the library, then its option.
    private func settings(typed: String) -> Completion {
        guard let dot = typed.firstIndex(of: "."),
            let library = completer.libraries.first(where: { $0.name == typed[..<dot].lowercased() })
        else {
            let candidates = completer.libraries.map { Completion.Candidate($0.name + ".", $0.summary) }
            let libraries = Completion(candidates: candidates, isOpen: true).matching(typed)
            guard libraries.candidates.isEmpty else { return libraries }
            return Self.words([SettingName.defaultProfile, .passwordCommand].map(\.description)).matching(typed)
        }
        var (ofClients, others): ([Completion.Candidate], [Completion.Candidate]) = ([], [])
        let methods = library.groups.flatMap(\.methods)
        let names = Set(methods.flatMap(\.clientOptionNames))
        var seen: Set<String> = []
        for parameter in methods.flatMap(\.parameters) where seen.insert(parameter.name).inserted {
            let candidate = Completion.Candidate("\(library.name).\(parameter.name)", parameter.summary)
            if names.contains(parameter.name) { ofClients.append(candidate) } else { others.append(candidate) }
        }
        // What people store says where calls go and as whom; other options show when they are typed.
        let completion = Completion(candidates: ofClients).matching(typed)
        return completion.candidates.isEmpty ? Completion(candidates: others).matching(typed) : completion
    }

    private static func words(_ words: [String]) -> Completion {
        Completion(candidates: words.map { Completion.Candidate($0) })
    }
}

extension OptionTable.Target {
    /// The name of the option that gets the value.
    fileprivate var name: String {
        switch self {
        case .own(let parameter), .ownFromFile(let parameter), .ownFromEnvironment(let parameter): parameter.name
        case .standard(let option), .standardFromFile(let option), .standardFromEnvironment(let option):
            option.rawValue
        }
    }

    /// Whether the option may stand without a value.
    fileprivate var isSwitch: Bool {
        switch self {
        case .own(let parameter): parameter.kind == .boolean
        case .standard(let option): option.isSwitch
        case .ownFromFile, .ownFromEnvironment, .standardFromFile, .standardFromEnvironment: false
        }
    }
}

extension OptionKind {
    /// Whether an option of this kind may be given several times.
    fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
