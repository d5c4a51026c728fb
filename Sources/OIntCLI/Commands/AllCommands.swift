extension Command {
    /// The commands of the program, in the order people should see them.
    package static let all = config + login + search + batch + mcp + completions + reference

    /// What commands that begin with the same word are for, by that word.
    package static let families = [
        "completions": "Complete what is typed in bash, zsh and fish.",
        "config": "Settings, secrets and profiles.",
        "mcp": "Give AI agents access to all methods, by the Model Context Protocol.",
    ]
}
