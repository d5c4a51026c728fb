import OIntConfiguration

/// What completions are made of that no catalogue knows.
struct CompletionSources: Sendable {
    /// The names of the profiles that are stored.
    var profileNames: @Sendable () -> [String] = { [] }
    /// The names of the environment variables; never their values.
    var environmentNames: @Sendable () -> [String] = { [] }
}

extension CompletionSources {
    /// What a call of the program can see.
    /// - Parameter call: The call.
    init(_ call: CommandCall) {
        let environment = call.console.environment
        // Completing a word must not end in a message, whatever is wrong with the settings.
        profileNames = { (try? Configuration(environment: environment).profileNames()) ?? [] }
        environmentNames = { environment.keys.sorted() }
    }
}
