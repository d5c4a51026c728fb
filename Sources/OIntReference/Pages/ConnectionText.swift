/// What pages of libraries tell about the options that all methods share.
enum ConnectionText {
    /// What stands in front of the options.
    static let introduction = "Methods take these options besides their own."
    /// How their values are kept from sight.
    static let secrets = [
        "Any option takes its value from a file with `--OPTION-file PATH`, where `-` is standard input, or from a variable with `--OPTION-env NAME`.",
        "Prefer that for secrets: what is typed on a command line can be seen by everyone on the machine.",
    ]
}
