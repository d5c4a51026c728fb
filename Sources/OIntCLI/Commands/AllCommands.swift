extension Command {
    /// The commands of the program, in the order people should see them.
    package static let all = config + login + search + batch + notify + server + mcp + completions + reference

    /// What commands that begin with the same word are for, by that word.
    package static let families = [
        "completions": "Complete what is typed in bash, zsh and fish.",
        "config": "Settings, secrets and profiles.",
        "server": "Make calls for other programs, and keep open what they open.",
        "mcp": "Give AI agents access to all methods, by the Model Context Protocol.",
    ]
}
