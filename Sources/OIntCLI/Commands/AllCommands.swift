extension Command {
    /// The commands of the program, in the order people should see them.
    package static let all = config + login + batch + mcp + completions + reference
}
