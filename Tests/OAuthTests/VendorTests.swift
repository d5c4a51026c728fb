import AuthorizationServer
import CryptoExtras
import Foundation
import LoopbackServer
import OIntConfiguration
import OIntCore
import Synchronization
import TestClocks
import Testing

@testable import OIntOAuth

@Suite("Authorization servers as vendors have them")
struct VendorTests {
    /// Logs in by pasting a code, and lets the access token expire.
    private func expiredLogin(_ portal: Portal, secret: Secret? = Portal.clientSecret) async throws -> OAuthTokens {
        var tokens = try await portal.login(secret: secret).throughPaste(redirect: nil) { address in
            let kept = portal.rules.keptItem.map { "&\($0.name)=\($0.value)" } ?? ""
            return "http://127.0.0.1/?code=\(portal.authority.consent())&state=\(query(address, "state") ?? "")\(kept)"
        }
        tokens.expiresAt = 0
        try await portal.store(tokens)
        return tokens
    }

    @Test("A required proof key is there", arguments: [true])
    func proofKey(isRequired: Bool) async throws {
        var rules = AuthorizationRules()
        rules.requiresProofKey = isRequired
        rules.clientAuthentication = .basic
        try await withPortal(rules) { portal in
            let tokens = try await portal.login().throughBrowser(port: 0) { address in
                Task { try await browse(address) }
            }
            #expect(portal.authority.log.logins == 1)
            #expect(tokens.refresh.map { portal.authority.isGood(refresh: $0.exposed) } == true)
        }
    }

    @Test(
        "An application proves itself where the service looks, at a login and at a refresh",
        arguments: [
            (AuthorizationRules.ClientAuthentication.form, false), (.basic, false), (.basic, true), (.none, false),
        ])
    func client(authentication: AuthorizationRules.ClientAuthentication, isJSON: Bool) async throws {
        var rules = AuthorizationRules()
        rules.clientAuthentication = authentication
        rules.takesJSON = isJSON
        try await withPortal(rules) { portal in
            let old = try await expiredLogin(portal)
            let fresh = try await portal.credentials().token()
            #expect(fresh != old.access)
            #expect(portal.authority.log.refreshes == 1)
            let types = portal.server.requests.map { $0.headers["Content-Type"] ?? "" }
            #expect(
                types.allSatisfy { $0.hasPrefix(isJSON ? "application/json" : "application/x-www-form-urlencoded") })
        }
    }

    @Test("Where a refresh gives no refresh token, the first one stays")
    func fixedRefreshToken() async throws {
        var rules = AuthorizationRules()
        rules.refreshing = .fixed
        try await withPortal(rules) { portal in
            let old = try await expiredLogin(portal)
            let first = try await portal.credentials().token()
            let stored = try #require(try await portal.stored())
            #expect(stored.refresh == old.refresh)
            #expect(stored.access == first)
            portal.authority.expireAccessTokens()
            #expect(try await portal.credentials().token(replacing: try #require(first)) != first)
            #expect(portal.authority.log.refreshes == 2)
        }
    }

    @Test("A new refresh token beside the same access token is kept, also out of an answer that was broken off")
    func sameAccessToken() async throws {
        var rules = AuthorizationRules()
        rules.refreshing = .rotatingWithSameAccess
        try await withPortal(rules) { portal in
            var portal = portal
            portal.refreshesAfter = 90 * 86_400
            var old = try await portal.login().throughPaste(redirect: nil) { _ in portal.authority.consent() }
            // Good for long, and old enough.
            old.obtainedAt -= 100 * 86_400
            try await portal.store(old)
            #expect(try await portal.credentials().token() == old.access)
            let stored = try #require(try await portal.stored())
            #expect(stored.refresh != old.refresh)
            #expect(stored.refresh.map { portal.authority.isGood(refresh: $0.exposed) } == true)
            #expect(portal.authority.log.refreshes == 1)

            let fresh = portal.authority.grant()
            let journal = AnswerJournal(
                path: portal.configuration.secrets.journal(of: "portal", in: .fallback)
            ) { $0 }
            try journal.prepare()
            try journal.keep(
                Array(#"{"access_token": "\#(old.access.exposed)", "refresh_token": "\#(fresh.refresh)"}"#.utf8))
            _ = try await portal.credentials().token(replacing: old.access)
            #expect(portal.authority.log.refusedRefreshes == 0)
        }
    }

    @Test("What came with the code goes with every token request", arguments: [true, false])
    func keptItem(isWhole: Bool) async throws {
        var rules = AuthorizationRules()
        rules.keptItem = ("device_id", "d3vice-77")
        rules.clientAuthentication = .none
        try await withPortal(rules) { portal in
            guard isWhole else {
                await #expect(throws: UsageError.self) {
                    try await portal.login().throughPaste(redirect: nil) { _ in portal.authority.consent() }
                }
                #expect(portal.server.requests.isEmpty)
                return
            }
            let tokens = try await expiredLogin(portal)
            #expect(tokens.keptItems == ["device_id": "d3vice-77"])
            #expect(try await portal.credentials().token() != tokens.access)
            #expect(try await portal.stored()?.keptItems == ["device_id": "d3vice-77"])
        }
    }

    @Test("A device asks at the interval, more slowly when told so, and goes on after a broken connection")
    func device() async throws {
        var rules = AuthorizationRules()
        rules.deviceAnswers = [.pending, .slowDown, .pending, .drop]
        rules.device = ("device_code", "code")
        try await withPortal(rules) { portal in
            let clock = InstantClock()
            let tokens = try await portal.login(scopes: ["disk", "metrika"], clock: clock).throughDevice { prompt in
                #expect(prompt.userCode == "WDJB-MJHT")
                #expect(prompt.address == "https://portal.example/device")
                #expect(prompt.lifetime == 600)
            }
            #expect(clock.pauses == [5, 5, 10, 10, 20].map { .seconds($0) })
            #expect(portal.authority.log.deviceQuestions == 5)
            #expect(tokens.scope == "disk metrika")
        }
    }

    @Test("A code that is not confirmed in time is told", arguments: [false, true])
    func deviceExpired(isDenied: Bool) async throws {
        var rules = AuthorizationRules()
        rules.deviceAnswers = isDenied ? [.pending, .denied] : Array(repeating: .pending, count: 100)
        rules.deviceLifetime = 60
        try await withPortal(rules) { portal in
            let clock = InstantClock()
            let refusal = try await #require(throws: ServiceError.self) {
                try await portal.login(clock: clock).throughDevice { _ in }
            }
            #expect(refusal.code == (isDenied ? "access_denied" : "expired_token"))
            #expect(portal.authority.log.deviceQuestions == (isDenied ? 2 : 12))
            if !isDenied { #expect(refusal.description.contains("WDJB-MJHT was not confirmed within 1 minutes")) }
        }
    }

    @Test("An application's own id and secret get the next token, once for all who ask")
    func clientCredentials() async throws {
        try await withPortal { portal in
            var tokens = try await portal.login(scopes: ["orders"]).asClient()
            #expect(tokens.refresh == nil)
            #expect(tokens.isRenewable)
            #expect(portal.authority.log.clientTokens == 1)
            try await portal.store(tokens)
            #expect(try await portal.credentials().token() == tokens.access)
            #expect(portal.authority.log.clientTokens == 1)
            tokens.expiresAt = 0
            try await portal.store(tokens)
            let fresh = try await withThrowingTaskGroup(of: Secret?.self) { group in
                for _ in 0..<20 { group.addTask { try await portal.credentials().token() } }
                var fresh: Set<Secret?> = []
                for try await token in group { fresh.insert(token) }
                return fresh
            }
            #expect(fresh.count == 1)
            #expect(portal.authority.log.clientTokens == 2)
        }
    }

    @Test("A service account signs for each token, and for whom it acts", arguments: [nil, "ada@company.example"])
    func serviceAccount(subject: String?) async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        var rules = AuthorizationRules()
        rules.serviceAccountKey = key.publicKey.pemRepresentation
        try await withPortal(rules) { portal in
            let file = try JSONSerialization.data(withJSONObject: [
                "type": "service_account", "client_email": "robot@company.example", "private_key_id": "k1",
                "private_key": key.pemRepresentation, "token_uri": "https://thief.example/token",
            ])
            var tokens = try await portal.login(scopes: ["drive", "sheets"], secret: nil)
                .asServiceAccount(key: Array(file), subject: subject)
            let claims = try JSON(parsing: Array(portal.authority.log.claims.utf8))
            #expect(claims["iss"]?.string == "robot@company.example")
            #expect(claims["scope"]?.string == "drive sheets")
            #expect(claims["sub"]?.string == subject)
            #expect(tokens.clientID == "robot@company.example")
            tokens.expiresAt = 0
            try await portal.store(tokens)
            #expect(try await portal.credentials().token() != tokens.access)
            #expect(portal.authority.log.assertions == 2)
            #expect(try JSON(parsing: Array(portal.authority.log.claims.utf8))["sub"]?.string == subject)
        }
    }

    @Test("A key that is none is told before anything is sent, and not shown")
    func badKey() async throws {
        try await withPortal { portal in
            for (file, expected) in [
                ("nonsense", "JSON"), (#"{"client_email": "a"}"#, "lacks private_key_id, private_key"),
                (#"{"type": "authorized_user"}"#, "not of a service_account"),
                (#"{"client_email": "a", "private_key_id": "b", "private_key": "s3cr3t"}"#, "no RSA key"),
            ] {
                let error = try await #require(throws: UsageError.self) {
                    try await portal.login().asServiceAccount(key: Array(file.utf8), subject: nil)
                }
                #expect(error.description.contains(expected))
                #expect(!error.description.contains("s3cr3t"))
            }
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("A name and a password give tokens, and are not kept")
    func password() async throws {
        var rules = AuthorizationRules()
        rules.user = ("ada", "pa55word-1234")
        try await withPortal(rules) { portal in
            let tokens = try await portal.login().asUser("ada", password: "pa55word-1234")
            #expect(tokens.refresh != nil)
            #expect(!tokens.json.text(.compact).contains("pa55word"))
            let refusal = try await #require(throws: ServiceError.self) {
                try await portal.login().asUser("ada", password: "wrong")
            }
            #expect(refusal.code == "invalid_grant")
        }
    }

    @Test("Tokens that are revoked are worth nothing any more")
    func revoked() async throws {
        try await withPortal { portal in
            let tokens = try await portal.logIn()
            #expect(try await Login.revoke(tokens, of: portal.family(), http: portal.http))
            #expect(portal.authority.log.revoked == [tokens.refresh?.exposed])
            #expect(!portal.authority.isGood(refresh: tokens.refresh?.exposed ?? ""))
        }
    }

    @Test(
        "A strange lifetime does not lose the tokens beside it", arguments: ["1e400", "\"soon\"", "-5", "3600.5", "[]"])
    func strangeLifetime(lifetime: String) async throws {
        try await withPortal { portal in
            let exchange = TokenExchange(family: portal.family(), http: portal.http, now: { 1000 })
            let tokens = try #require(
                exchange.tokens(
                    in: Array(#"{"access_token": "a", "refresh_token": "r", "expires_in": \#(lifetime)}"#.utf8),
                    replacing: OAuthTokens(
                        access: "", refresh: nil, expiresAt: nil, obtainedAt: 0, clientID: "c", clientSecret: nil)))
            #expect(tokens.refresh == "r")
        }
    }

    @Test("What is stored comes back as it was")
    func stored() throws {
        let tokens = OAuthTokens(
            access: "a", refresh: "r", expiresAt: 7, obtainedAt: 3, clientID: "c", clientSecret: "s", scope: "x y",
            options: ["url": "u"], origin: .serviceAccount, signingKey: "{}", subject: "ada", domain: "d",
            keptItems: ["device_id": "1"])
        #expect(OAuthTokens(json: tokens.json) == tokens)
    }
}

@Suite("Families of libraries")
struct FamilyTests {
    @Test("Libraries of a family share a login, and one refresh")
    func shared() async throws {
        try await withPortal { portal in
            try await portal.logIn(living: -1)
            let names = ["disks", "counters", "calendars", "sheets"]
            let tokens = try await withThrowingTaskGroup(of: Secret?.self) { group in
                for name in names { group.addTask { try await portal.credentials(name).token() } }
                var tokens: Set<Secret?> = []
                for try await token in group { tokens.insert(token) }
                return tokens
            }
            #expect(tokens.count == 1)
            #expect(portal.authority.log.refreshes == 1)
            #expect(portal.authority.log.refusedRefreshes == 0)
            #expect(try portal.files() == ["default.portal.json"])
        }
    }

    @Test("Asking for more keeps what was granted before")
    func scopes() async throws {
        try await withPortal { portal in
            let family = portal.family()
            var tokens = try await portal.logIn()
            tokens.scope = "disk.read disk.write"
            #expect(
                RequestedScopes.merged(
                    ["metrika", "disk.read"], with: tokens, clientID: Portal.clientID, of: family)
                    == ["disk.read", "disk.write", "metrika"])
            #expect(RequestedScopes.merged(["metrika"], with: tokens, clientID: "other", of: family) == ["metrika"])
            #expect(RequestedScopes.merged([], with: tokens, clientID: Portal.clientID, of: family).isEmpty)
            #expect(RequestedScopes.refused(["disk.read", "metrika"], in: tokens, of: family) == ["metrika"])
        }
    }

    @Test("Every family can be found by its name, and knows a way to log in")
    func known() {
        let families: [OAuthFamily] = [
            .airtable, .cdek, .dropbox, .google, .notion, .reportPortal, .slack, .vk, .x, .yandex,
        ]
        #expect(Set(families.map(\.name)).count == families.count)
        for family in families {
            #expect(!family.grants.isEmpty)
            #expect(family.tokenAddress.hasPrefix("https://"), "\(family.name)")
            #expect(family.name.allSatisfy { $0.isLowercase })
        }
    }
}
