import AuthorizationServer
import Foundation
import LoopbackServer
import OIntBitrix24
import OIntConfiguration
import OIntCore
import OIntHTTP
import Testing

@testable import OIntOAuth

@Suite("Refreshing tokens")
struct RefreshTests {
    @Test("A token that is good is used as it is")
    func good() async throws {
        try await withPortal { portal in
            let tokens = try await portal.logIn()
            #expect(try await portal.credentials().token() == tokens.access)
            #expect(portal.authority.log.refreshes == 0)
        }
    }

    @Test("A token that has expired, or is about to, is refreshed first", arguments: [-100, 0, 30])
    func due(seconds: Int) async throws {
        try await withPortal { portal in
            let old = try await portal.logIn(living: seconds)
            let token = try await portal.credentials().token()
            #expect(token != old.access)
            let stored = try #require(try await portal.stored())
            #expect(stored.access == token)
            #expect(stored.refresh != old.refresh)
            #expect(portal.authority.isGood(refresh: stored.refresh?.exposed ?? ""))
            #expect(try portal.files() == ["default.portal.json"])
        }
    }

    @Test("Many tasks at once share one refresh")
    func oneFlight() async throws {
        try await withPortal { portal in
            try await portal.logIn(living: -1)
            let credentials = portal.credentials()
            let tokens = try await withThrowingTaskGroup(of: Secret?.self) { group in
                for _ in 0..<40 { group.addTask { try await credentials.token() } }
                var tokens: Set<Secret?> = []
                for try await token in group { tokens.insert(token) }
                return tokens
            }
            #expect(tokens.count == 1)
            #expect(portal.authority.log.refreshes == 1)
        }
    }

    @Test("Those who share nothing but the files refresh once too")
    func sharedFiles() async throws {
        try await withPortal { portal in
            try await portal.logIn(living: -1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try await portal.credentials().token() } }
                try await group.waitForAll()
            }
            #expect(portal.authority.log.refreshes == 1)
            #expect(portal.authority.log.refusedRefreshes == 0)
        }
    }

    @Test("A token that the service refuses is replaced once, and the call repeated")
    func refused() async throws {
        try await withPortal { portal in
            try await portal.logIn()
            portal.authority.expireAccessTokens()
            let client = try Bitrix24(
                url: PortalAddress(portal.server.url), credentials: Credentials(portal.credentials()), http: portal.http
            )
            let answer = try await client.getCurrentUser()
            #expect(answer["result"]?["NAME"]?.string == "Ada")
            #expect(portal.authority.log.refreshes == 1)
            #expect(portal.authority.log.calls == 1)
            #expect(portal.authority.log.expired == 1)
        }
    }

    @Test("Refreshing can be switched off")
    func switchedOff() async throws {
        try await withPortal { portal in
            let tokens = try await portal.logIn(living: -1)
            let credentials = portal.credentials(refreshes: false)
            #expect(try await credentials.token() == tokens.access)
            #expect(try await credentials.token(replacing: tokens.access) == nil)
            #expect(portal.authority.log.refreshes == 0)
        }
    }

    @Test("A refusal says what to do, and names no token")
    func revoked() async throws {
        try await withPortal { portal in
            let tokens = try await portal.logIn(living: -1)
            portal.authority.revoke()
            let refusal = try await #require(throws: ServiceError.self) { try await portal.credentials().token() }
            #expect(refusal.code == "invalid_grant")
            #expect(refusal.description.hasSuffix("Log in again: oint login portal --profile default"))
            #expect(!refusal.description.contains(tokens.refresh?.exposed ?? "?"))
            // What is stored stays: the reason may be on the other side.
            #expect(try await portal.stored() == tokens)
            #expect(try portal.files() == ["default.portal.json"])
        }
    }

    @Test("A token with seconds to live is used when nobody can refresh it")
    func nearlyExpired() async throws {
        try await withPortal { portal in
            let tokens = try await portal.logIn(living: 30)
            portal.authority.fault = .outOfOrder
            #expect(try await portal.credentials().token() == tokens.access)
        }
    }

    @Test("An answer that was dropped is told, and the next refusal explained")
    func dropped() async throws {
        try await withPortal { portal in
            try await portal.logIn(living: -1)
            portal.authority.fault = .drop
            await #expect(throws: ConnectionError.self) { try await portal.credentials().token() }
            portal.authority.fault = .none
            let refusal = try await #require(throws: ServiceError.self) { try await portal.credentials().token() }
            #expect(refusal.description.contains("an earlier refresh was broken off before its answer came"))
            // Asked once, though: a request that may have been taken is not repeated.
            #expect(portal.authority.log.refreshes == 1)
        }
    }

    @Test("Whoever is cancelled while the answer is on its way loses nothing")
    func cancelled() async throws {
        try await withPortal { portal in
            let old = try await portal.logIn(living: -1)
            let gate = Gate()
            portal.authority.fault = .waitBehind(gate)
            let credentials = portal.credentials()
            let task = Task { try await credentials.token() }
            try await gate.reached()
            task.cancel()
            gate.open()
            _ = try await task.value
            let stored = try #require(try await portal.stored())
            #expect(stored.access != old.access)
            #expect(portal.authority.isGood(refresh: stored.refresh?.exposed ?? ""))
        }
    }

    @Test("Nothing is asked for where the answer could not be kept")
    func readOnly() async throws {
        try await withPortal { portal in
            try await portal.logIn(living: -1)
            // Not even the administrator can write into a directory as if it were a file.
            let journal = portal.configuration.secrets.journal(of: "portal", in: .fallback)
            try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: false)
            await #expect(throws: LocalError.self) { try await portal.credentials().token() }
            #expect(portal.authority.log.refreshes == 0)
        }
    }

    @Test("An answer that was kept and not stored is stored by the next one")
    func adopted() async throws {
        try await withPortal { portal in
            let old = try await portal.logIn(living: -1)
            let secrets = portal.configuration.secrets
            let journal = AnswerJournal(path: secrets.journal(of: "portal", in: .fallback)) { $0 }
            let fresh = portal.authority.grant()
            let answer =
                #"{"access_token": "\#(fresh.access)", "refresh_token": "\#(fresh.refresh)", "expires_in": 600}"#
            try journal.prepare()
            try journal.keep(Array(answer.utf8))
            #expect(try await portal.credentials().token() == Secret(fresh.access))
            #expect(portal.authority.log.refreshes == 0)
            let stored = try #require(try await portal.stored())
            #expect(stored.refresh == Secret(fresh.refresh))
            #expect(stored.options == old.options)
            #expect(try portal.files() == ["default.portal.json"])
        }
    }

    @Test("Tokens in memory are refreshed and handed to the program")
    func inMemory() async throws {
        try await withPortal { portal in
            let pair = portal.authority.grant()
            let saved = Saved()
            let store = TokenMemory(
                OAuthTokens(
                    access: Secret(pair.access), refresh: Secret(pair.refresh), expiresAt: 0, obtainedAt: 0,
                    clientID: Portal.clientID, clientSecret: Portal.clientSecret)
            ) { await saved.take($0) }
            let credentials = RefreshingCredentials(portal.family(), store: store, http: portal.http)
            let token = try await credentials.token()
            #expect(token != Secret(pair.access))
            #expect(await saved.tokens?.access == token)
        }
    }

    private actor Saved {
        var tokens: OAuthTokens?
        func take(_ tokens: OAuthTokens) { self.tokens = tokens }
    }
}

@Suite("Chains of credentials")
struct CredentialChainTests {
    @Test("The first that has a token gives it, and is asked for the next one")
    func order() async throws {
        let chain = CredentialChain([
            EnvironmentCredentials("TOKEN", environment: ["TOKEN": ""]), StaticCredentials("one"),
            StaticCredentials("two"),
        ])
        #expect(try await chain.token() == Secret("one"))
        #expect(try await chain.token(replacing: "one") == nil)
        #expect(EnvironmentCredentials("TOKEN", environment: ["TOKEN": " abc\n"]).token() == Secret("abc"))
    }
}
