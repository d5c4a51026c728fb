import OIntCore

/// What pages of libraries tell about the options that all methods share.
enum ConnectionText {
    /// What stands in front of the options.
    static let introduction = "Methods take these options besides their own."
    /// How their values are kept from sight.
    static let secrets = [
        "Any option takes its value from a file with `--OPTION-file PATH`, where `-` is standard input, or from a variable with `--OPTION-env NAME`.",
        "Prefer that for secrets: what is typed on a command line can be seen by everyone on the machine.",
    ]

    /// How one logs in instead of giving a token, where a library lets in by OAuth.
    /// - Parameters:
    ///   - library: The library's name on the command line.
    ///   - oauth: How its service lets applications in.
    /// - Returns: The paragraphs.
    static func login(_ library: String, _ oauth: OAuthDescription) -> [String] {
        let domain = oauth.needsDomain ? " --domain DOMAIN" : ""
        let names = oauth.answeredOptions.keys.sorted() + ["token"]
        let options = names.map { "`--\($0)`" }.joined(separator: " and no ")
        return [
            "Or log in once: `oint login \(library)\(domain) --clientid ID` opens the page of \(oauth.service) where you agree, "
                + "and keeps the tokens in a profile. Calls with that profile need no \(options), and refresh the tokens when they expire.",
            "`oint whoami \(library)` tells who is logged in, `oint logout \(library)` forgets the tokens.",
        ]
    }
}
