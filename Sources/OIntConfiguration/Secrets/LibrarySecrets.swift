import OIntCore

/// The secrets of a profile for one library.
package struct LibrarySecrets: Sendable, Hashable {
    /// Values of options, by option.
    package var options: [String: Secret]
    /// What logging in gave.
    package var tokens: OAuthTokens?

    /// Creates secrets.
    /// - Parameters:
    ///   - options: Values of options.
    ///   - tokens: What logging in gave.
    package init(options: [String: Secret] = [:], tokens: OAuthTokens? = nil) {
        self.options = options
        self.tokens = tokens
    }

    /// Whether there is nothing to keep.
    package var isEmpty: Bool { options.isEmpty && tokens == nil }

    /// The secrets as they are stored.
    var bytes: [UInt8] {
        var object = JSONObject()
        if !options.isEmpty {
            object["options"] = .object(
                JSONObject(options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value.exposed)) }))
        }
        object["oauth"] = tokens?.json
        return Array((JSON.object(object).text(.pretty) + "\n").utf8)
    }

    /// Reads secrets as they are stored.
    /// - Parameters:
    ///   - bytes: The content of the file.
    ///   - path: The file's path, for the error.
    /// - Throws: `LocalError` when they are not.
    init(bytes: [UInt8], path: String) throws(LocalError) {
        guard let json = try? JSON(parsing: bytes), json.object != nil else {
            throw LocalError(path, "it is damaged: remove it, and enter its secrets again")
        }
        options = [:]
        for member in json["options"]?.object ?? [:] {
            options[member.key] = member.value.string.map { Secret($0) }
        }
        tokens = json["oauth"].flatMap { OAuthTokens(json: $0) }
    }
}
