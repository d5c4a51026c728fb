import Foundation
import OIntCore
import OIntHTTP
import OIntRunning
import Testing

@testable import OIntMCP

@Suite("The fence around an agent's calls", .timeLimit(.minutes(1)))
struct FenceTests {
    /// A library whose options lead somewhere.
    private static let library = LibraryDescriptor(
        name: "mail", title: "Mail", summary: "Letters.",
        effect: { method, options in method == "Do" ? options["verb"].map { .ofRequest($0) } : nil }
    ) {
        [
            GroupDescriptor(
                title: "Letters",
                methods: [
                    method("Fetch", .reads, [.optional("host", String.self, "Host.", roles: .destination), hook]),
                    method("Send", .writes, []), method("Drop", .destroys, []),
                    method("Do", .general, [.required("verb", String.self, "Verb.")]),
                    MethodDescriptor(
                        name: "Hang", russianName: nil, summary: "Hangs.", effect: .reads, client: [], parameters: []
                    ) { _ in
                        // Cancellation does not reach it.
                        await Task { try? await Task.sleep(for: .seconds(86400)) }.value
                        return .none
                    },
                ])
        ]
    }

    private static let hook = ParameterDescriptor.optional("hook", String.self, "Hook.", roles: .destination)

    private static func method(
        _ name: String, _ effect: Effect, _ parameters: [ParameterDescriptor]
    ) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: nil, summary: "\(name).", effect: effect, client: [], parameters: parameters
        ) { invocation in
            try OptionDecoder(invocation).finish()
            return .text("\(name) done \(invocation.options["hook"]?.first?.text ?? "")")
        }
    }

    private func call(
        _ method: String, _ options: JSONObject = [:], variables: JSON = [:], profile: String? = nil,
        _ change: (inout ServerSettings) throws -> Void = { _ in }
    ) async throws -> ToolResult {
        var settings = try sampleSettings([Self.library], variables: variables)
        settings.profileNames = { ["work", "home"] }
        try change(&settings)
        var arguments: JSONObject = ["library": "mail", "method": .string(method), "options": .object(options)]
        if let profile { arguments.append("profile", .string(profile)) }
        return try await Tools(settings).call("call_method", arguments)
    }

    @Test(
        "Hosts of this machine and its networks have to be named",
        arguments: [
            "127.0.0.1", "localhost", "http://127.0.0.1:8080/x", "[::1]:80", "10.1.2.3", "192.168.0.1", "172.16.5.5",
            "169.254.169.254", "0.0.0.0", "::ffff:127.0.0.1", "2130706433", "0x7f.1", "fe80::1", "fd00::1",
            "/tmp/socket",
        ])
    func privateHosts(_ host: String) async throws {
        let refused = try await call("Fetch", ["host": .string(host)])
        #expect(refused.isError)
        #expect(refused.texts[0].contains("--host "), "\(refused.texts)")
    }

    @Test("A host that is named is allowed, and no other one then")
    func namedHosts() async throws {
        let hosts = ["127.0.0.1", "*.example.com"]
        for (host, isAllowed) in [
            ("127.0.0.1", true), ("127.0.0.1:5432", true), ("127.0.0.2", false), ("a.example.com", true),
            ("example.com", false), ("badexample.com", false), ("93.184.216.34", false),
        ] {
            let result = try await call("Fetch", ["host": .string(host)]) { $0.fence = Fence(hosts: hosts) }
            #expect(result.isError != isAllowed, "\(host): \(result.texts)")
        }
        let open = try await call("Fetch", ["host": "93.184.216.34"])
        #expect(!open.isError, "without a list the internet is open")
    }

    @Test("A variable goes into the options it is for, be they addresses of this machine, and nowhere else")
    func boundVariables() async throws {
        let variables: JSON = [
            "vars": [
                "Hook": ["value": "http://127.0.0.1/rest/1/s3cr3t7777", "for": ["mail.hook"]], "Plain": "p1a1n7777",
            ]
        ]
        let allowed = try await call("Fetch", ["hook": "@@Hook"], variables: variables)
        #expect(allowed.texts == ["Fetch done ***"])
        for options: JSONObject in [["host": "@@Hook"], ["host": "@@Plain"], ["hook": "@@Plain"]] {
            let refused = try await call("Fetch", options, variables: variables)
            #expect(refused.isError)
            #expect(!refused.texts.joined().contains("7777"))
        }
        for vars: JSON in [
            ["A": ["value": "x", "for": []]], ["A": ["value": "x", "for": ["mail"]]], ["A": ["for": ["mail.hook"]]],
        ] {
            #expect(throws: UsageError.self) { try Variables(["vars": vars]) }
        }
    }

    @Test("A variable goes along to no place that the agent names, unless --hosts names it, too")
    func ledAway() async throws {
        let variables: JSON = ["vars": ["Hook": ["value": "http://mail.example/s3cr3t7777", "for": ["mail.hook"]]]]
        let options: JSONObject = ["hook": "@@Hook", "host": "https://93.184.216.34"]
        let refused = try await call("Fetch", options, variables: variables)
        #expect(refused.isError && refused.texts.joined().contains("--hosts"))
        let allowed = try await call("Fetch", options, variables: variables) {
            $0.fence = Fence(hosts: ["93.184.216.34", "mail.example"])
        }
        #expect(!allowed.isError, "\(allowed.texts)")
    }

    @Test("Profiles are those of the list")
    func profiles() async throws {
        let allowed = try await call("Send", profile: "work") { $0.fence = Fence(profiles: ["work"]) }
        #expect(!allowed.isError)
        let refused = try await call("Send", profile: "home") { $0.fence = Fence(profiles: ["work"]) }
        #expect(refused.isError)
        var settings = try sampleSettings([Self.library])
        settings.profileNames = { ["work", "home"] }
        settings.fence = Fence(profiles: ["home"])
        #expect(try await Tools(settings).call("list_profiles", [:]).structured["profiles"] == ["home"])
    }

    @Test("Calls that hang are given up, and leave others unhindered")
    func hangingCalls() async throws {
        var settings = try sampleSettings([Self.library])
        settings.fence = Fence(timeLimit: .milliseconds(300))
        let tools = Tools(settings)
        try await withThrowingTaskGroup(of: ToolResult.self) { group in
            for _ in 0..<40 {
                group.addTask { try await tools.call("call_method", ["library": "mail", "method": "Hang"]) }
            }
            let forty = try await tools.call("call_method", ["library": "mail", "method": "Send"])
            #expect(!forty.isError)
            for try await result in group {
                #expect(result.isError)
                #expect(result.texts[0].contains("given up"))
            }
        }
    }

    @Test("A pipe below the directory of files is refused, and does not hang a call")
    func pipe() async throws {
        try await withDirectory { directory in
            let path = directory + "/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            let result = try await Tools(try sampleSettings(files: [directory])).call(
                method: "ReadFile", ["file": .string(path)])
            #expect(result.isError)
            #expect(result.texts[0].contains("no regular file"), "\(result.texts)")
        }
    }

    @Test("A general method does what it is told: reading where only reading is allowed")
    func generalMethods() async throws {
        for (verb, isAllowed) in [("GET", true), ("head", true), ("POST", false), ("DELETE", false), ("BREW", false)] {
            let result = try await call("Do", ["verb": .string(verb)]) { $0.access = AccessPolicy(isReadOnly: true) }
            #expect(result.isError != isAllowed, "\(verb): \(result.texts)")
        }
    }

    @Test("What is denied closes the general methods of its library, unless they are allowed by name")
    func deniedBesides() async throws {
        let libraries = [Self.library]
        let denied = try MethodSelector.list(["mail.Drop"], in: libraries)
        for (allowed, isAllowed) in [([], false), (["mail"], false), (["mail", "mail.Do"], true)] {
            let policy = AccessPolicy(allowed: try MethodSelector.list(allowed, in: libraries), denied: denied)
            let result = try await call("Do", ["verb": "GET"]) { $0.access = policy }
            #expect(result.isError != isAllowed, "\(allowed): \(result.texts)")
            #expect(try await !call("Send") { $0.access = policy }.isError)
        }
    }

    @Test("What an agent opens is kept for its session, and closed with it")
    func keptObjects() async throws {
        let tools = Tools(try sampleSettings([KeptLetters.library]))
        let opened = try await tools.call("call_method", ["library": "box", "method": "Open"])
        let handle = try #require(opened.structured["handle"]?.string)
        let used = try await tools.call(
            "call_method", ["library": "box", "method": "Look", "options": ["box": .string(handle)]])
        #expect(used.texts == ["true"])
        await tools.objects.closeAll()
        let closed = try await tools.call(
            "call_method", ["library": "box", "method": "Look", "options": ["box": .string(handle)]])
        #expect(closed.isError)
        #expect(closed.texts[0].contains("a box that is closed"))
    }
}

/// A library that opens things.
private enum KeptLetters {
    final class Box: Keepable {
        static let keptKind = "a box"
        private let state = LockedFlag()
        var isOpen: Bool { !state.isSet }
        func close() async { state.set() }
    }

    static let library = LibraryDescriptor(name: "box", title: "Box", summary: "Boxes.") {
        [
            GroupDescriptor(
                title: "Boxes",
                methods: [
                    MethodDescriptor(
                        name: "Open", russianName: nil, summary: "Opens.", effect: .reads, client: [], parameters: []
                    ) { _ in .object(KeptObject(Box())) },
                    MethodDescriptor(
                        name: "Look", russianName: nil, summary: "Looks.", effect: .reads, scope: .session, client: [],
                        parameters: [.required("box", Kept<Box>.self, "Box.")]
                    ) { invocation in
                        var options = OptionDecoder(invocation)
                        let box = options.required("box", Kept<Box>.self)
                        try options.finish()
                        return .json(.bool(try box().object.isOpen))
                    },
                ])
        ]
    }
}

/// A switch that is set once.
private final class LockedFlag: @unchecked Sendable {
    private let lock = NSLock()
    private var flag = false
    var isSet: Bool { lock.withLock { flag } }
    func set() { lock.withLock { flag = true } }
}
