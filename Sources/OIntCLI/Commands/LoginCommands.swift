import OIntConfiguration
import OIntCore
import OIntHTTP
import OIntOAuth
import OIntRunning

extension Command {
    /// Commands that look after who is logged in where.
    static let login: [Command] = [logIn, logOut, whoAmI]

    private static let libraryOperand = Operand(
        "LIBRARY", "The library, such as bitrix24, or a family of libraries, such as google.", kind: .library)

    private static let logIn = Command(
        "login", summary: "Log in to a service, and keep its tokens in a profile.",
        discussion: """
            It shows the address of the page where you consent, and opens it on a desktop. The page sends your browser back \
            to this machine; register the redirect address that is shown, such as http://127.0.0.1:\(LoginWay.usualPort)/, \
            with the application. With --no-browser, as on a server, you paste what the browser shows in the end: the \
            address, or the code in it. With --device, where the service offers it, you type a short code on any other \
            device.
            A service account logs in with the key file of --key, an application by itself with its id and secret, where \
            the service knows such things.
            Libraries of one family share a login: oint login google serves calendars, drives and sheets, and oint login \
            gdrive asks for drives alone. Logging in again asks for what was granted before, too.
            Calls with that profile need no token then: it is refreshed when it expires.
            """,
        operands: [libraryOperand],
        parameters: [
            .optional("clientid", String.self, "Client ID of the application; that of the last login when not given."),
            .optional("clientsecret", Secret.self, "Client secret of the application; asked for when it is not known."),
            .optional("domain", String.self, "Domain of the account, such as example.bitrix24.com."),
            .optional("scope", [String].self, "What the application asks for; the usual when not given."),
            .optional("port", Int.self, "Port on this machine that the browser is sent back to."),
            .defaulted("no-browser", Bool.self, false, "Paste the code instead of waiting for the browser."),
            .optional("redirect", String.self, "Registered redirect address elsewhere; what it shows is pasted."),
            .defaulted("device", Bool.self, false, "Type a code on another device."),
            .optional("key", FileInput.self, "Key file of a service account."),
            .optional("subject", String.self, "Whom the service account acts for."),
            .optional("user", String.self, "Name of the user, where the service takes names and passwords."),
            .optional("password", Secret.self, "Password of that user; asked for when not given."),
        ],
        standardOptions: [.profile] + StandardOption.connection + [.debug],
        examples: [
            (
                "oint login bitrix24 --domain example.bitrix24.com --clientid local.1",
                "Logs in, for the profile in force."
            ),
            ("oint login bitrix24 … --profile work --no-browser", "Logs in from a server, for the profile work."),
            ("oint login bitrix24 --profile work", "Logs in again, with what is known from the last time."),
        ],
        run: { try await LoginRun($0).run() })

    private static let logOut = Command(
        "logout", summary: "Forget the tokens that logging in gave.",
        discussion: """
            The service is told first, where it has a way for that, and ends its trust. Where it can't be told, the tokens \
            are forgotten all the same, and the exit code is 3. Settings and other secrets of the profile stay.
            """,
        operands: [libraryOperand], standardOptions: [.profile, .proxy, .timeout, .debug]
    ) { call in
        let target = try LoginTarget(call.operand(0) ?? "", among: call.libraries)
        let configuration = call.configuration
        let family = target.family
        let profile = try configuration.profile(call.settings.profile)
        guard let tokens = try await configuration.secrets.secrets(of: family.name, in: profile)?.tokens else {
            throw UsageError("not logged in to \(family.name) in profile \(profile)")
        }
        let revoked = await Result.of {
            try await Login.revoke(tokens, of: family, http: try call.settings.http(for: call.console))
        }
        try await configuration.secrets.change(family.name, in: profile) { $0.tokens = nil }
        let told = "Logged out: profile \(profile) has no tokens of \(family.name) any more."
        switch revoked {
        case .success(true): call.console.say(told)
        case .success(false):
            call.console.say("\(told) \(family.service) was not told: its page of applications can end its trust.")
        case .failure(let error as ServiceError):
            // It knows the tokens no more, or never did.
            call.console.say("\(told) \(error)")
        case .failure(let error):
            call.console.say("\(told) \(family.service) could not be told: its page of applications can end its trust.")
            throw error
        }
    }

    private static let whoAmI = Command(
        "whoami", summary: "Tell who is logged in, as the service says.",
        discussion: "Without a library it lists every login there is, and asks no service.",
        operands: [Operand("LIBRARY", "The library or the family to ask.", kind: .library, isRequired: false)],
        standardOptions: [.profile, .format] + StandardOption.connection + [.timeout, .debug, .noRefresh]
    ) { call in
        let configuration = call.configuration
        let writer = ResultWriter(console: call.console, settings: call.settings, payload: [], answerHead: nil)
        guard let name = call.operand(0) else {
            return try await writer.write(
                .json(
                    try await LoginList.all(in: configuration, of: call.libraries, only: call.settings.profile)))
        }
        let target = try LoginTarget(name, among: call.libraries)
        let family = target.family.name
        let profile = try configuration.profile(call.settings.profile)
        guard let tokens = try await configuration.secrets.secrets(of: family, in: profile)?.tokens else {
            throw UsageError("not logged in to \(family) in profile \(profile): oint login \(name.lowercased())")
        }
        var answer = LoginList.entry(family, profile, tokens, serving: call.libraries)
        if let (library, method) = target.identity {
            let caller = call.settings.caller(
                call.libraries, http: try call.settings.http(for: call.console), for: call.console)
            let reply = try await caller.run(Call(library: library, method: method, profile: profile.description))
            let json = try await reply.collected(upTo: 1 << 20)
            let kept = try await configuration.secrets.secrets(of: family, in: profile)?.tokens
            answer = LoginList.entry(family, profile, kept ?? tokens, serving: call.libraries)
            answer.append("identity", library.payload.reduce(json) { $0[$1] ?? $0 })
        }
        try await writer.write(.json(.object(answer)))
    }
}

/// The logins there are, as JSON.
private enum LoginList {
    /// Every login, or those of one profile.
    static func all(
        in configuration: Configuration, of libraries: [LibraryDescriptor], only profile: String?
    ) async throws -> JSON {
        var rows: [JSON] = []
        for entry in try configuration.secrets.entries() where profile == nil || entry.profile.description == profile {
            guard let tokens = try await configuration.secrets.secrets(of: entry.library, in: entry.profile)?.tokens
            else { continue }
            rows.append(.object(self.entry(entry.library, entry.profile, tokens, serving: libraries)))
        }
        return .array(rows)
    }

    /// What may be shown of a login.
    static func entry(
        _ family: String, _ profile: ProfileName, _ tokens: OAuthTokens, serving libraries: [LibraryDescriptor]
    ) -> JSONObject {
        var object: JSONObject = ["profile": .string(profile.description), "library": .string(family)]
        let served = libraries.sharing(family: family).map(\.name)
        if served != [family] { object.append("libraries", .array(served.map { .string($0) })) }
        object.append("clientid", .string(tokens.clientID))
        object["subject"] = tokens.subject.map { .string($0) }
        for option in tokens.options.sorted(by: { $0.key < $1.key }) {
            object.append(option.key, .string(option.value))
        }
        object["scope"] = tokens.scope.map { .string($0) }
        object["expires"] = tokens.expiresAt.map { .string(DateTime(unixTime: $0).rfc3339) }
        object.append("refreshable", .bool(tokens.isRenewable))
        return object
    }
}

extension Result where Failure == any Error {
    /// What some work gives, or throws.
    fileprivate static func of(_ work: () async throws -> Success) async -> Self {
        do {
            return .success(try await work())
        } catch {
            return .failure(error)
        }
    }
}
