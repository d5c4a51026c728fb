import AuthorizationServer
import Foundation
import LoopbackServer
import OIntCore
import Testing

@testable import OIntOAuth

@Suite("Logging in")
struct LoginTests {
    @Test("A browser that comes back brings the tokens", arguments: [false, true])
    func browser(proofKey: Bool) async throws {
        try await withPortal { portal in
            let tokens = try await portal.login(proofKey: proofKey, scopes: ["task", "user"]).throughBrowser(
                port: 0
            ) { address in
                #expect(query(address, "scope") == "task user")
                #expect((query(address, "code_challenge") != nil) == proofKey)
                Task {
                    let shown = try await browse(address)
                    #expect(shown.status == 200)
                    #expect(shown.page.contains("Logged in"))
                }
            }
            #expect(tokens.options == ["url": "https://portal.example/rest/"])
            #expect(tokens.refresh.map { portal.authority.isGood(refresh: $0.exposed) } == true)
            #expect((tokens.expiresAt ?? 0) > DateTime.now.unixTime + 3000)
        }
    }

    @Test("An answer without the right state is turned away, and the right one still taken")
    func foreignState() async throws {
        try await withPortal { portal in
            let tokens = try await portal.login().throughBrowser(port: 0) { address in
                Task {
                    let redirect = query(address, "redirect_uri") ?? ""
                    let shown = try await browse(redirect + "?code=foreign&state=guess")
                    #expect(shown.status == 400)
                    #expect(shown.page.contains("Not logged in"))
                    #expect(try await browse(redirect + "favicon.ico").status == 404)
                    _ = try await browse(address)
                }
            }
            #expect(!tokens.access.exposed.isEmpty)
            #expect(portal.authority.log.logins == 1)
        }
    }

    @Test("A person who does not agree ends the login")
    func denied() async throws {
        try await withPortal { portal in
            let refusal = try await #require(throws: ServiceError.self) {
                try await portal.login().throughBrowser(port: 0) { address in
                    Task {
                        let redirect = query(address, "redirect_uri") ?? ""
                        let state = query(address, "state") ?? ""
                        _ = try await browse(redirect + "?error=access_denied&state=\(state)")
                    }
                }
            }
            #expect(refusal.code == "access_denied")
        }
    }

    @Test("A code can be pasted alone, or with the address it came in")
    func pasted() async throws {
        try await withPortal { portal in
            for isWhole in [true, false] {
                let code = portal.authority.consent()
                let tokens = try await portal.login().throughPaste(redirect: nil) { address in
                    let state = query(address, "state") ?? ""
                    let whole = "http://127.0.0.1:8614/?code=\(code)&state=\(state)&domain=a%20b#x\n"
                    return isWhole ? whole : " \(code)\n"
                }
                #expect(!tokens.access.exposed.isEmpty)
            }
            #expect(portal.authority.log.logins == 2)
        }
    }

    @Test(
        "What is no answer of this login is refused before anything is sent",
        arguments: ["", "two words", "http://127.0.0.1:8614/?state=1", "http://127.0.0.1/?code=1&state=guess"])
    func badPaste(text: String) async throws {
        try await withPortal { portal in
            await #expect(throws: UsageError.self) {
                try await portal.login().throughPaste(redirect: nil) { _ in text }
            }
            #expect(portal.server.requests.isEmpty)
        }
    }

    @Test("A code is good once")
    func usedCode() async throws {
        try await withPortal { portal in
            let code = portal.authority.consent()
            _ = try await portal.login().throughPaste(redirect: nil) { _ in code }
            let refusal = try await #require(throws: ServiceError.self) {
                try await portal.login().throughPaste(redirect: nil) { _ in code }
            }
            #expect(refusal.code == "invalid_grant")
        }
    }

    @Test("The page is at the account's own domain, however that is pasted")
    func domain() throws {
        let family = OAuthFamily(
            name: "portal", service: "Portal", tokenAddress: "https://portal.example/token",
            grants: [.code(OAuthConsent("https://{domain}/oauth/authorize/"))], refreshTokenLifetime: "a day")
        for text in ["crm.example", "https://crm.example/", " crm.example/stream/ "] {
            let request = try ConsentRequest(family, clientID: "a b", domain: text, scopes: [], redirect: nil)
            #expect(
                request.address.hasPrefix(
                    "https://crm.example/oauth/authorize/?response_type=code&client_id=a%20b&state="))
        }
        for text in [nil, "", "crm example", "user@crm.example"] {
            #expect(throws: UsageError.self) {
                try ConsentRequest(family, clientID: "a", domain: text, scopes: [], redirect: nil)
            }
        }
    }
}
