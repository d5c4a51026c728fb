import OIntCore

extension Template {
    /// The address of an object storage: what stands under `URL` in --basic.
    func serviceURL() throws -> String {
        guard case .text(let url)? = try samples.expected("basic", path: ["URL"], nil) else {
            throw FactsError("--basic has no URL")
        }
        return url
    }

    /// The address of a bucket: its name in the path where --dir says so, in front of the host otherwise.
    /// - Parameter option: The option that gives the bucket's name.
    func bucketURL(_ option: String) throws -> String {
        guard case .text(let name)? = try samples.expected(option, path: [], nil),
            case .exactly(.bool(let isInPath))? = try samples.expected("dir", path: [], .boolean)
        else { throw FactsError("the address of a bucket needs --\(option) and --dir") }
        let url = try serviceURL()
        return isInPath ? "\(url)/\(name)" : url.replacing("://", with: "://\(name).", maxReplacements: 1)
    }

    /// A body that is no form and no JSON: the value of an option, or a document as it stands.
    func body(_ template: String) throws -> String {
        guard template.wholeMatch(of: #/<[a-z0-9_]+>/#) != nil else { return template }
        return try text(template) ?? ""
    }
}
