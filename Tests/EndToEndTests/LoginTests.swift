import AuthorizationServer
import Foundation
import LoopbackServer
import Programs
import Testing

@Suite("Logging in, and staying so")
struct LoginTests {
    @Test("After logging in, a call needs no address and no token")
    func login() async throws {
        try await withAccount { account in
            let login = try await account.logIn()
            #expect(login.exitCode == 0)
            #expect(login.output.isEmpty)
            #expect(
                login.errors.contains("https://portal.example/oauth/authorize/?response_type=code&client_id=local.4711")
            )
            #expect(login.errors.contains("Logged in: profile default has the tokens of bitrix24."))
            #expect(!login.errors.contains(Account.clientSecret))

            let answer = try await account.call()
            #expect(answer.exitCode == 0)
            #expect(answer.output.contains(#""NAME": "Ada""#))

            let me = try await account.sandbox.oint("whoami", "bitrix24")
            #expect(me.exitCode == 0)
            #expect(me.output.contains(#""url": "https://portal.example/rest/""#))
            #expect(me.output.contains(#""NAME": "Ada""#))
            let access = try #require(try account.stored()["access_token"] as? String)
            #expect(!me.output.contains(access))
        }
    }

    @Test("Profiles don't mix")
    func profiles() async throws {
        try await withAccount { account in
            try await account.logIn("--profile", "work")
            #expect(try account.files() == ["work.bitrix24.json"])
            #expect(try await account.call("--profile", "work").exitCode == 0)
            #expect(try await account.call(environment: ["OINT_PROFILE": "work"]).exitCode == 0)
            let other = try await account.call("--format", "json")
            #expect(other.exitCode == 2)
            #expect(other.errors.contains("--url is missing"))
            let typo = try await account.call("--profile", "wrok")
            #expect(typo.errors.contains("there is no profile 'wrok', did you mean work?"))
        }
    }

    @Test("Logging out forgets the tokens and nothing else")
    func logout() async throws {
        try await withAccount { account in
            try await account.logIn()
            #expect(try await account.sandbox.oint("logout", "bitrix24").exitCode == 0)
            #expect(try account.files().isEmpty)
            #expect(try await account.call("--format", "json").exitCode == 2)
            let again = try await account.sandbox.oint("logout", "bitrix24")
            #expect(again.exitCode == 2)
            #expect(again.errors.contains("not logged in to bitrix24 in profile default"))
        }
    }

    @Test("A token is never sent to another portal")
    func otherPortal() async throws {
        try await withAccount { account in
            try await account.logIn()
            let other = try await account.call("--url", "other.example")
            #expect(other.exitCode == 2)
            #expect(other.errors.contains("--token of profile default is not sent: it belongs to portal.example"))
            let plain = try await account.call("--url", "http://portal.example")
            #expect(plain.exitCode == 2)
            let same = try await account.call("--url", "https://portal.example/")
            #expect(same.exitCode == 0)
        }
    }

    @Test("A wrong secret is refused by the server, and nothing is stored")
    func wrongSecret() async throws {
        try await withAccount { account in
            let login = try await account.logIn("--profile", "work", environment: [:])
            #expect(login.exitCode == 0)
            let refused = try await account.sandbox.oint(
                ["login", "bitrix24", "--domain", Account.domain, "--clientid", "local.1", "--no-browser"]
                    + ["--clientsecret-env", "CLIENT_SECRET", "--profile", "other"],
                environment: ["CLIENT_SECRET": "wr0ng-s3cret-1234"], input: .text(account.authority.consent()))
            #expect(refused.exitCode == 1)
            #expect(refused.errors.contains("Check --clientid and --clientsecret"))
            #expect(!refused.errors.contains("wr0ng"))
            #expect(try account.files() == ["work.bitrix24.json"])
        }
    }

    @Test("An expired token is refreshed before the call, and one that the portal refuses after it")
    func refresh() async throws {
        try await withAccount(lifetime: 0) { account in
            try await account.logIn()
            #expect(try await account.call().exitCode == 0)
            #expect(account.authority.log.refreshes == 1)
            #expect(account.authority.log.expired == 0)
        }
        try await withAccount { account in
            try await account.logIn()
            account.authority.expireAccessTokens()
            let answer = try await account.call()
            #expect(answer.exitCode == 0)
            #expect(answer.errors.isEmpty)
            #expect(account.authority.log.refreshes == 1)
            #expect(account.authority.log.expired == 1)

            account.authority.expireAccessTokens()
            let refused = try await account.call("--no-refresh")
            #expect(refused.exitCode == 1)
            #expect(refused.output.contains("expired_token"))
            #expect(account.authority.log.refreshes == 1)
        }
    }

    @Test("A dry run refreshes nothing")
    func dryRun() async throws {
        try await withAccount(lifetime: 0) { account in
            try await account.logIn()
            let preview = try await account.call("--dry-run")
            #expect(preview.exitCode == 0)
            #expect(preview.output.contains(#""auth": "***""#))
            #expect(account.authority.log.refreshes == 0)
        }
    }

    @Test("Debugging shows the refresh, and neither token", arguments: [["--debug"], []])
    func debug(words: [String]) async throws {
        try await withAccount(lifetime: 0) { account in
            try await account.logIn()
            let before = try account.stored()
            let answer = try await account.sandbox.oint(
                ["bitrix24", "GetCurrentUser"] + words, environment: words.isEmpty ? ["OINT_DEBUG": "YES"] : [:])
            let after = try account.stored()
            #expect(answer.errors.contains("POST https://oauth.bitrix.info/oauth/token/"))
            for tokens in [before, after] {
                for name in ["access_token", "refresh_token", "client_secret"] {
                    let secret = try #require(tokens[name] as? String)
                    #expect(!answer.errors.contains(secret), "\(name)")
                    #expect(!answer.output.contains(secret), "\(name)")
                }
            }
        }
    }
}

@Suite("Refreshing, whatever happens")
struct RefreshSafetyTests {
    /// Starts so many calls at the same moment, and waits for all of them.
    private static let fifty = [
        "sh", "-c",
        #"i=0; while [ $i -lt 50 ]; do i=$((i+1)); "$0" "$@" >> answers 2>> complaints & done; wait; cat answers complaints"#,
    ]

    @Test("Of fifty processes that start at once, one refreshes, and all are served")
    func fifty() async throws {
        try await withAccount { account in
            try await account.logIn()
            account.authority.expireAccessTokens()
            var stored = try account.sandbox.read(".config/oint/secrets/default.bitrix24.json")
            let expiry = try #require(stored.firstRange(of: /"expires_at": \d+/))
            stored.replaceSubrange(expiry, with: #""expires_at": 1000000000"#)
            try account.sandbox.write(stored, to: ".config/oint/secrets/default.bitrix24.json")

            let all = try await account.call("--format", "compact", launcher: Self.fifty)
            #expect(all.output.split(separator: "\n").filter { $0.contains(#""NAME":"Ada""#) }.count == 50)
            #expect(all.output.split(separator: "\n").count == 50)
            #expect(account.authority.log.refreshes == 1)
            #expect(account.authority.log.refusedRefreshes == 0)
            #expect(account.authority.log.calls == 50)
            #expect(try account.files() == ["default.bitrix24.json"])
        }
    }

    @Test("Fifty whose token the portal refuses refresh once too")
    func fiftyRefused() async throws {
        try await withAccount { account in
            try await account.logIn()
            account.authority.expireAccessTokens()
            let all = try await account.call("--format", "compact", launcher: Self.fifty)
            #expect(all.output.split(separator: "\n").filter { $0.contains(#""NAME":"Ada""#) }.count == 50)
            #expect(account.authority.log.refreshes == 1)
            #expect(account.authority.log.refusedRefreshes == 0)
        }
    }

    @Test(
        "A process that is killed at any step leaves good tokens behind",
        arguments: [
            "refresh.locked", "refresh.prepared", "refresh.written", "refresh.kept", "file.renaming", "refresh.stored",
        ])
    func killed(point: String) async throws {
        try await withAccount(lifetime: 0) { account in
            try await account.logIn()
            let killed = try await account.call(environment: ["OINT_FAULT": point])
            #expect(killed.exitCode == 4)
            #expect(killed.errors.contains("signal 9"))
            let next = try await account.call()
            #expect(next.exitCode == 0, "\(next.errors)")
            #expect(account.authority.log.refusedRefreshes == 0)
            let refresh = try #require(try account.stored()["refresh_token"] as? String)
            #expect(account.authority.isGood(refresh: refresh))
        }
    }

    @Test("A process that is killed while it stores what another left behind loses nothing")
    func killedTwice() async throws {
        try await withAccount { account in
            try await account.logIn()
            account.authority.expireAccessTokens()
            _ = try await account.call(environment: ["OINT_FAULT": "refresh.kept"])
            for point in ["file.renaming", "refresh.adopted"] {
                _ = try await account.call(environment: ["OINT_FAULT": point])
                let refresh = account.authority.log.refreshes
                #expect(refresh == 1)
            }
            #expect(try await account.call().exitCode == 0)
            #expect(account.authority.log.refreshes == 1)

            // What is left over is old news to the next refresh, and not stored again.
            account.authority.expireAccessTokens()
            #expect(try await account.call().exitCode == 0)
            #expect(account.authority.log.refreshes == 2)
            #expect(try account.files().filter { !$0.hasPrefix(".oint-") } == ["default.bitrix24.json"])
        }
    }

    @Test("A command that is ended while the service answers loses nothing", arguments: [SIGKILL, SIGINT, SIGTERM])
    func ended(signal: CInt) async throws {
        try await withAccount { account in
            try await account.logIn()
            account.authority.expireAccessTokens()
            let gate = Gate()
            account.authority.fault = .waitBehind(gate)
            let child = try await account.sandbox.start(
                ["bitrix24", "GetCurrentUser"], launcher: ["env", "--default-signal"])
            try await gate.reached()
            child.send(signal)
            #expect(try await child.outcome().exitCode == (signal == SIGKILL ? -SIGKILL : 128 + signal))
            account.authority.fault = .none
            gate.open()
            // The next one waits for the answer that is on its way, and uses it.
            let next = try await account.call()
            #expect(next.exitCode == 0, "\(next.errors)")
            #expect(account.authority.log.refreshes == 1)
            #expect(account.authority.log.refusedRefreshes == 0)
        }
    }

    @Test("An answer that breaks off is told, and the call is not made")
    func dropped() async throws {
        try await withAccount(lifetime: 0) { account in
            try await account.logIn()
            account.authority.fault = .drop
            let answer = try await account.call()
            #expect(answer.exitCode == 3)
            #expect(answer.errors.contains("oauth.bitrix.info"))
            account.authority.fault = .none
            let next = try await account.call()
            #expect(next.exitCode == 1)
            #expect(next.errors.contains("an earlier refresh was broken off before its answer came"))
            #expect(next.errors.contains("Log in again: oint login bitrix24 --profile default"))
            #expect(try await account.logIn().exitCode == 0)
            #expect(try await account.call().exitCode == 0)
        }
    }
}
