import OIntCore
import SystemPackage

/// What the settings that Amazon's own tools share say of an account: variables of the environment, and the files in
/// `~/.aws`.
///
/// They count where a call gives no connection data. Source: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
struct AWSSettings {
    /// The variables of the environment.
    let environment: [String: String]
    /// Gives the content of a file; nil where there is none.
    let read: (String) throws(LocalError) -> String?

    /// Takes the settings of this process.
    /// - Parameter environment: The variables of the environment.
    init(_ environment: [String: String] = ProcessEnvironment.variables) {
        self.init(environment, reading: Self.content)
    }

    init(_ environment: [String: String], reading read: @escaping (String) throws(LocalError) -> String?) {
        self.environment = environment
        self.read = read
    }

    /// The account that the settings describe.
    /// - Throws: `UsageError` when they describe none, or one in a way that only Amazon's tools know; `LocalError` when
    ///   a file can't be read.
    func account() throws -> S3Account {
        let profile = value("AWS_PROFILE") ?? value("AWS_DEFAULT_PROFILE")
        let name = profile ?? "default"
        let config = try file("AWS_CONFIG_FILE", "config").section(name == "default" ? name : "profile \(name)")
        let credentials = try file("AWS_SHARED_CREDENTIALS_FILE", "credentials").section(name)
        if let profile, config == nil, credentials == nil {
            throw UsageError("there is no profile \(Quote.short(profile)) in ~/.aws, which AWS_PROFILE names")
        }
        let settings = (config ?? [:]).merging(credentials ?? [:]) { _, later in later }
        // A profile that is named counts more than keys that happen to be in the environment.
        let keys =
            profile == nil
            ? keys(value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY"), value("AWS_SESSION_TOKEN"))
                ?? keys(settings) : keys(settings)
        guard let keys else { throw Self.withoutKeys(settings, name) }
        let region = value("AWS_REGION") ?? value("AWS_DEFAULT_REGION") ?? settings["region"] ?? Self.usualRegion
        let address = value("AWS_ENDPOINT_URL_S3") ?? value("AWS_ENDPOINT_URL") ?? settings["endpoint_url"]
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        do throws(OptionError) {
            return try S3Account(
                url: address ?? "https://s3.\(region).\(domain)", accessKey: keys.id, secretKey: Secret(keys.secret),
                region: region, sessionToken: keys.token.map { Secret($0) })
        } catch {
            throw UsageError("the settings of AWS describe no account: it \(error)")
        }
    }

    private func keys(_ settings: [String: String]) -> (id: String, secret: String, token: String?)? {
        keys(settings["aws_access_key_id"], settings["aws_secret_access_key"], settings["aws_session_token"])
    }

    private func keys(_ id: String?, _ secret: String?, _ token: String?) -> (
        id: String, secret: String, token: String?
    )? {
        guard let id, let secret else { return nil }
        return (id, secret, token)
    }

    private static func withoutKeys(_ settings: [String: String], _ name: String) -> UsageError {
        let indirect = ["sso_session", "sso_start_url", "role_arn", "credential_process", "web_identity_token_file"]
        if let way = indirect.first(where: { settings[$0] != nil }) {
            return UsageError(
                "profile \(Quote.short(name)) of AWS gets its keys by \(way), which only Amazon's tools know: eval \"$(aws configure export-credentials --profile \(name) --format env)\" puts them into the environment"
            )
        }
        return UsageError(
            "--basic is missing, connection data from GetBasicDataStructure; without it AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY, or ~/.aws count, and they hold no keys"
        )
    }

    /// The region of accounts that name none.
    private static let usualRegion = "us-east-1"

    private func value(_ name: String) -> String? {
        environment[name].map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func file(_ variable: String, _ name: String) throws(LocalError) -> Sections {
        let home = environment["HOME"] ?? ""
        let path = value(variable) ?? (home.hasPrefix("/") ? "\(home)/.aws/\(name)" : nil)
        guard let path else { return Sections("") }
        return Sections(try read(path) ?? "")
    }

    /// They are the settings of whoever runs the program, and no files that a call names.
    private static func content(_ path: String) throws(LocalError) -> String? {
        do {
            return try FileAccess.unrestricted {
                guard FileNames.exists(FilePath(path)) else { return nil }
                return String(decoding: try LocalFile.read(path), as: UTF8.self)
            }
        } catch let error as LocalError {
            throw error
        } catch {
            throw LocalError(path, "\(error)")
        }
    }

    /// The sections of such a file.
    private struct Sections {
        private var sections: [String: [String: String]] = [:]

        init(_ text: String) {
            var name: String?
            for line in text.split(whereSeparator: \.isNewline) {
                // Indented lines belong to nested settings.
                guard let first = line.first, !first.isWhitespace, first != "#", first != ";" else { continue }
                if first == "[" {
                    let title = line.dropFirst().prefix { $0 != "]" }
                    let words = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                    name = words
                    sections[words, default: [:]] = sections[words] ?? [:]
                } else if let name, let sign = line.firstIndex(of: "=") {
                    let value = String(line[line.index(after: sign)...]).trimmed
                    if !value.isEmpty { sections[name]?[String(line[..<sign]).trimmed.lowercased()] = value }
                }
            }
        }

        func section(_ name: String) -> [String: String]? { sections[name] }
    }
}
