import OIntCore
import OIntHTTP

/// The address of an S3 service, and those of the buckets and objects in it.
struct Endpoint: Sendable, Hashable {
    /// `http` or `https`.
    let scheme: String
    /// The host, in lower case.
    let host: String
    /// The port.
    let port: Int
    /// The path, percent-encoded and without a slash at its end.
    let path: String
    /// What stands behind a question mark, percent-encoded.
    let query: String?

    /// Reads the address of a service, or of a single request.
    /// - Parameter text: The address; https where no scheme is written.
    /// - Throws: `OptionError` when it can't be read.
    init(_ text: String) throws(OptionError) {
        let trimmed = text.trimmed
        let mark = "://"
        guard let address = Address(trimmed.contains(mark) ? trimmed : "https://" + trimmed),
            let start = address.text.firstRange(of: mark)?.upperBound
        else { throw Self.unreadable }
        let rest = address.text[start...].prefix { $0 != "#" }
        let authority = rest.prefix { !"/?".contains($0) }
        guard !authority.contains("@") else { throw Self.unreadable }
        let resource = rest[authority.endIndex...]
        var path = resource.prefix { $0 != "?" }
        query = path.endIndex < resource.endIndex ? String(resource[resource.index(after: path.endIndex)...]) : nil
        // A request for the root of an object's folder ends in a slash that matters; the root of a service does not.
        if query == nil, path.hasSuffix("/") { path = path.dropLast() }
        (scheme, host, port) = (address.scheme, address.host, address.port)
        self.path = CanonicalForm.path(String(path))
    }

    private static let unreadable = OptionError(
        "has a URL that is no http or https address, such as https://s3.us-east-1.amazonaws.com")

    /// Host, and port where it is not the usual one: what stands in the header `Host`.
    var authority: String { Self.authority(host, port, scheme) }

    static func authority(_ host: String, _ port: Int, _ scheme: String) -> String {
        port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)"
    }

    /// The whole address, without a slash at its end.
    var text: String { "\(scheme)://\(authority)\(path)" + (query.map { "?\($0)" } ?? "") }

    /// Whether what is signed for this service may go to an address: to the service, or one of its buckets.
    func covers(_ address: Address) -> Bool {
        address.scheme == scheme && address.port == port
            && (address.host == host || address.host.hasSuffix("." + host))
    }

    /// The address of a bucket, without a slash at its end.
    /// - Parameters:
    ///   - bucket: The bucket's name.
    ///   - isPathStyle: Whether the name stands in the path rather than in front of the host.
    /// - Throws: `UsageError` when no bucket can have the name, or it can't stand there.
    func bucketURL(_ bucket: String, isPathStyle: Bool) throws(UsageError) -> String {
        guard !bucket.isEmpty, !bucket.contains("/") else {
            throw UsageError("\(Quote.short(bucket)) is no name of a bucket")
        }
        if isPathStyle { return "\(scheme)://\(authority)\(path)/\(PercentEncoding.encoded(bucket))" }
        if let obstacle = obstacle(to: bucket) {
            throw UsageError(
                "the bucket \(Quote.short(bucket)) can't stand in front of \(authority): \(obstacle). Add --dir true")
        }
        return "\(scheme)://\(bucket).\(authority)\(path)"
    }

    /// Why a bucket's name can't be a part of the host's, by the rules for names and by what certificates cover.
    ///
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    private func obstacle(to bucket: String) -> String? {
        if host.hasPrefix("[") || host.allSatisfy({ $0.isNumber || $0 == "." }) {
            return "a number is no host with a name"
        }
        let isPlain = { (character: Character) in
            character.isASCII && (character.isNumber || character.isLowercase)
        }
        guard (3...63).contains(bucket.count), bucket.first.map(isPlain) == true, bucket.last.map(isPlain) == true,
            bucket.allSatisfy({ isPlain($0) || "-.".contains($0) }), !bucket.contains("..")
        else { return "there a name has 3 to 63 lower-case letters, digits, hyphens and dots" }
        if scheme == "https", bucket.contains(".") { return "no certificate covers a name with dots there" }
        return nil
    }

    /// A key as it stands in an address: encoded but for its slashes, and nothing of it tidied away.
    static func encodedPath(_ key: String) -> String {
        PercentEncoding.encoded(key).replacing("%2F", with: "/")
    }
}
