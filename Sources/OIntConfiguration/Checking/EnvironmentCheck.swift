import OIntCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Looks at what the system gives a process: variables, the limit of memory dumps, a keyring.
struct EnvironmentCheck {
    let libraries: [LibraryDescriptor]
    let environment: [String: String]

    var findings: [Finding] { variables + [coreDumps, keyring] }

    /// Variables that the program reads besides those of options.
    private static let programVariables: Set<String> = [
        "OINT_PROFILE", "OINT_PASSPHRASE", "OINT_PASSWORD_COMMAND", "OINT_DEBUG", "OINT_MCP_TOKEN", "OINT_LIBPQ",
        "OINT_LIBSECRET", "OINT_FAULT",
    ]

    /// Variables that look like options and are none.
    private var variables: [Finding] {
        let names = environment.keys.filter { $0.hasPrefix("OINT_") && !Self.programVariables.contains($0) }.sorted()
        guard !names.isEmpty else { return [] }
        var options: [String: LibraryOption] = [:]
        for option in libraries.flatMap({ LibraryOption.all(of: $0) }) {
            options[Configuration.variable(option.library.name, option.name)] = option
        }
        return names.map { name in
            guard let option = options[name] else {
                let nearest = Suggestion.nearest(
                    to: name, among: options.keys.sorted() + Self.programVariables.sorted())
                return .warning(
                    name, "no library or option is named so" + (nearest.map { ", did you mean \($0)?" } ?? ""))
            }
            guard let value = environment[name], !value.isEmpty else {
                return .warning(name, "it is empty, and so not used")
            }
            let input = OptionInput(value, source: .environment(name))
            if let problem = option.problem({ _ in [input] }) { return .problem(name, "it \(problem)") }
            return .ok(name, "it gives \(option.description)")
        }
    }

    private var coreDumps: Finding {
        var limit = rlimit()
        #if canImport(Glibc)
            getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #else
            getrlimit(RLIMIT_CORE, &limit)
        #endif
        return limit.rlim_cur <= 1
            ? .ok("memory dumps", "they are off for oint")
            : .warning("memory dumps", "the system lets oint write them, and they may hold secrets", "Run ulimit -c 0")
    }

    private var keyring: Finding {
        do throws(LocalError) {
            _ = try Keyring()
            return .ok("keyring", "libsecret is there, for oint config protect keyring")
        } catch {
            return .ok("keyring", "it can't be used, and need not be: \(error.reason)")
        }
    }
}
