import OIntConfiguration
import OIntCore
import Testing

@Suite("Secrets stay where they belong")
struct SecretBindingTests {
    private func completed(
        _ home: Home, _ options: [String: String], source: OptionInput.Source = .commandLine,
        _ environment: [String: String] = [:], allowing hosts: [String] = []
    ) async throws -> (options: [String: String], problems: String) {
        let inputs = options.mapValues { [OptionInput($0, source: source)] }
        let call = try await home.configuration(environment).complete(
            Shop.list, of: Shop.library, given: Set(options.keys), options: inputs, allowing: hosts)
        return (
            call.options.compactMapValues { $0.first?.text }, call.problems.map(\.description).joined(separator: "\n")
        )
    }

    private func home(url: String? = "https://shop.example/a") async throws -> Home {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t")
        if let url { try await home.configuration().set("url", url) }
        return home
    }

    private static let sources: [OptionInput.Source] = [.commandLine, .program, .file("x"), .environment("X")]

    @Test("A stored secret goes where the profile says", arguments: sources)
    func atHome(source: OptionInput.Source) async throws {
        let home = try await home()
        #expect(try await completed(home, [:]).options["token"] == "s3cr3t")
        for url in ["https://shop.example/a", "https://shop.example/b?c=1", "HTTPS://Shop.Example:443"] {
            let call = try await completed(home, ["url": url], source: source)
            #expect(call.options["token"] == "s3cr3t" && call.problems.isEmpty, "\(url): \(call)")
        }
    }

    @Test(
        "It goes nowhere else, and the refusal says how to allow it",
        arguments: [
            "https://evil.example/a", "http://shop.example/a", "https://shop.example:8443/a",
            "https://shop.example.evil.example", "https://shop.example@evil.example/", "shop.example.",
            "https://evil.example\\@shop.example/",
        ], sources)
    func away(url: String, source: OptionInput.Source) async throws {
        let call = try await completed(try await home(), ["url": url], source: source)
        #expect(call.options["token"] == nil, "\(call)")
        #expect(call.problems.contains("--token of profile default is not sent: it belongs to shop.example"))
        #expect(call.problems.contains("add --allow-secret-to "))
        #expect(call.problems.contains("oint config set shop.url --profile default"))
        #expect(!call.problems.contains("s3cr3t"))
    }

    @Test("A blank address is not the profile's")
    func blank() async throws {
        let call = try await completed(try await home(), ["url": " "])
        #expect(call.options["token"] == nil && call.problems.contains("--token of profile default is not sent"))
    }

    @Test("It goes to a host that is allowed by name, and to no other")
    func allowed() async throws {
        let home = try await home()
        let options = ["url": "https://other.example/a"]
        #expect(try await completed(home, options, allowing: ["Other.Example"]).options["token"] == "s3cr3t")
        #expect(try await completed(home, options, allowing: ["example"]).options["token"] == nil)
    }

    @Test("Where nothing says where it belongs, it goes nowhere")
    func unbound() async throws {
        let call = try await completed(try await home(url: nil), ["url": "https://shop.example/a"])
        #expect(call.options["token"] == nil)
        #expect(call.problems.contains("nothing says that it belongs to where --url leads (shop.example)"))
    }

    @Test("An address that brings its own secret needs none of the profile's")
    func ownSecret() async throws {
        let call = try await completed(try await home(), ["url": "https://other.example/code/mine"])
        #expect(call.options["token"] == nil && call.problems.isEmpty, "\(call)")
    }

    @Test("Weaker protection than is stored does not get it either")
    func protection() async throws {
        let home = try await home()
        let call = try await completed(home, ["secure": "false"])
        #expect(call.options["token"] == nil)
        #expect(call.problems.contains("--secure asks for other protection than is stored with it"))
        try await home.configuration().set("secure", "false")
        #expect(try await completed(home, ["secure": "false"]).options["token"] == "s3cr3t")
    }

    @Test("A variable leads stored secrets no more astray than a call does")
    func variable() async throws {
        let call = try await completed(try await home(), [:], ["OINT_SHOP_URL": "https://evil.example"])
        #expect(call.options["token"] == nil && call.problems.contains("--token of profile default is not sent"))
    }

    @Test("A secret of the environment follows a person, not a program")
    func environment() async throws {
        let home = try Home()
        let variables = ["OINT_SHOP_TOKEN": "s3cr3t"]
        let options = ["url": "https://shop.example"]
        #expect(try await completed(home, options, variables).options["token"] == "s3cr3t")
        let agent = try await completed(home, options, source: .program, variables)
        #expect(agent.options["token"] == nil)
        #expect(agent.problems.contains("--token of the environment is not sent"))
        let known = variables.merging(["OINT_SHOP_URL": "https://shop.example"]) { $1 }
        #expect(try await completed(home, options, source: .program, known).options["token"] == "s3cr3t")
    }
}

@Suite("Where values lead")
struct DestinationTests {
    @Test(
        "Addresses are compared by protocol, host and port",
        arguments: [
            ("https://a.example", "a.example"), ("HTTPS://u:p@A.example:443/x?y#z", "a.example"),
            ("http://a.example:80", "http://a.example"), ("https://a.example:8443/", "a.example:8443"),
            ("https://[::1]:8443/x", "[::1]:8443"), ("https://a.example\\@b.example", "a.example"),
            ("https://a@b@c.example", "c.example"),
        ])
    func readable(address: String, shown: String) {
        #expect(Destination(address: address)?.description == shown)
    }

    @Test(
        "What is no address leads nowhere", arguments: ["", "a.example", "://a", "https://", "https://a:b", "x://:1"])
    func unreadable(address: String) { #expect(Destination(address: address) == nil) }
}
