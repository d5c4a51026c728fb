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
        let family = oauth.family
        let domain = family.needsDomain ? " --domain DOMAIN" : ""
        let names = family.answeredOptions.keys.sorted() + [oauth.tokenOption]
        let options = names.map { "`--\($0)`" }.joined(separator: " and no ")
        let way =
            switch family.grants.first {
            case .code, .device:
                "`oint login \(library)\(domain) --clientid ID` opens the page of \(family.service) where you agree"
            case .clientCredentials: "`oint login \(library) --clientid ID` exchanges the id and its secret for a token"
            case .serviceAccount: "`oint login \(library) --key FILE` signs with the key of a service account"
            case .password, nil: "`oint login \(library)\(domain) --user NAME` asks for the password"
            }
        return [
            "Or log in once: \(way), and keeps the tokens in a profile. "
                + "Calls with that profile need no \(options), and refresh the tokens when they expire.",
            "`oint whoami \(library)` tells who is logged in, `oint logout \(library)` forgets the tokens.",
        ]
    }
}
