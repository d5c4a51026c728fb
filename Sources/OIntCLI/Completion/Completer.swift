import OIntCore

/// Tells what fits at a place of a command line; what is typed comes from it in every shell.
///
/// It looks at names only: values that were typed, which may be secrets, are stepped over.
struct Completer: Sendable {
    /// The libraries.
    let libraries: [LibraryDescriptor]
    /// The program's own commands.
    let commands: [Command]
    /// What no catalogue knows.
    let sources: CompletionSources

    /// What fits where the cursor stands.
    /// - Parameter line: The command line.
    /// - Returns: What begins as it was typed.
    func complete(_ line: TypedWords) -> Completion {
        guard !line.isRedirected else { return .file }
        var words = line.before[...]
        if words.first == "help" { words.removeFirst() }
        guard let first = words.first else {
            return start(asksForHelp: !line.before.isEmpty, typed: line.typed).matching(line.typed)
        }
        if commands.contains(where: { $0.path.first == first.lowercased() }) { return command(words, line) }
        guard let library = libraries.first(where: { $0.name == first.lowercased() }) else { return Completion() }
        words.removeFirst()
        guard let name = words.popFirst() else {
            return methods(of: library, typed: line.typed).matching(line.typed)
        }
        guard let method = library.method(named: name) else { return Completion() }
        return ArgumentCompleter(table: OptionTable(method), operands: [], completer: self).complete(words, line)
    }

    /// What may stand behind the name of the program.
    private func start(asksForHelp: Bool, typed: String) -> Completion {
        var candidates = libraries.map { Completion.Candidate($0.name, $0.summary) }
        candidates += nextWords(behind: [])
        guard !asksForHelp else { return Completion(candidates: candidates) }
        candidates.append(Completion.Candidate("help", "Show the help of what stands behind it."))
        if typed.hasPrefix("-") {
            candidates.append(Completion.Candidate("--help", "Show the libraries and commands."))
            candidates.append(Completion.Candidate("--version", "Show the version and the build."))
        }
        return Completion(candidates: candidates)
    }

    /// The methods of a library, in the language somebody types in.
    private func methods(of library: LibraryDescriptor, typed: String) -> Completion {
        let isCyrillic = typed.unicodeScalars.first?.properties.isCyrillic ?? false
        let methods = library.groups.flatMap(\.methods)
        var candidates = methods.compactMap { method in
            (isCyrillic ? method.russianName : method.name).map { Completion.Candidate($0, method.summary) }
        }
        if typed.hasPrefix("-") {
            candidates.append(Completion.Candidate("--help", "Show the methods of the library."))
        }
        return Completion(candidates: candidates)
    }

    /// What may stand behind the first word of a command.
    private func command(_ words: ArraySlice<String>, _ line: TypedWords) -> Completion {
        let typedPath = words.map { $0.lowercased() }
        var completion = Completion(candidates: nextWords(behind: typedPath)).matching(line.typed)
        guard let command = commands.first(where: { typedPath.starts(with: $0.path) }) else { return completion }
        let arguments = ArgumentCompleter(table: OptionTable(command), operands: command.operands, completer: self)
            .complete(words.dropFirst(command.path.count), line)
        completion.candidates += arguments.candidates
        completion.prefix = arguments.prefix
        completion.takesFile = arguments.takesFile
        completion.isOpen = arguments.isOpen
        return completion
    }

    /// The words that lead on to commands.
    private func nextWords(behind path: [String]) -> [Completion.Candidate] {
        let family = commands.filter { $0.path.count > path.count && $0.path.starts(with: path) }
        var words: [String] = []
        for command in family where !words.contains(command.path[path.count]) { words.append(command.path[path.count]) }
        return words.map { word in
            let meant = family.filter { $0.path[path.count] == word }
            guard meant.count > 1 else { return Completion.Candidate(word, meant.first?.summary ?? "") }
            let next = meant.map { $0.path.dropFirst(path.count + 1).first ?? "" }.filter { !$0.isEmpty }
            return Completion.Candidate(word, "Commands: \(next.joined(separator: ", ")).")
        }
    }
}

extension Unicode.Scalar.Properties {
    /// Whether the character's name says that it is a letter of the Cyrillic alphabet.
    fileprivate var isCyrillic: Bool { name?.hasPrefix("CYRILLIC") ?? false }
}
