import OIntCore

/// The account's own domain in addresses of an authorization server.
enum AccountDomain {
    /// The address, with the domain in its place.
    /// - Parameters:
    ///   - template: The address; `{domain}` in it stands for the domain.
    ///   - domain: The domain, or the address that people see in their browser.
    ///   - family: The authorization server.
    /// - Throws: `UsageError` when the domain is missing, or can't be one.
    static func address(_ template: String, at domain: String?, of family: OAuthFamily) throws(UsageError) -> String {
        guard template.contains("{domain}") else { return template }
        guard let given = domain?.trimmed ?? family.defaultDomain, !given.isEmpty else {
            throw UsageError("--domain is missing: logging in to \(family.service) is done at the account's own domain")
        }
        let host = given.part(before: "/", behind: "://")
        guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || ".-:".contains($0) }) else {
            throw UsageError("--domain takes a domain such as company.example.com, not \(Quote.short(given))")
        }
        return template.replacing("{domain}", with: host)
    }
}

extension String {
    /// The part between a mark, if it is there, and the first character of another.
    fileprivate func part(before end: Character, behind mark: String) -> String {
        let start = firstRange(of: mark)?.upperBound ?? startIndex
        return String(self[start...].prefix { $0 != end })
    }
}
