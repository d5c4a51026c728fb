import Testing

@Suite("@Client")
struct ClientTests {
    /// The descriptor of a client with the given attribute and initialiser.
    private func client(_ attribute: String = "@Client", _ initializer: String, about: String = "") throws
        -> WrittenDescriptor
    {
        let expansion = Expansion(
            of: """
                /// A portal.
                \(about)
                \(attribute)
                public struct Portal: Sendable {
                    \(initializer)
                }
                """)
        #expect(expansion.complaints == [])
        return try #require(WrittenDescriptor.all(in: expansion).first)
    }

    @Test("the parameters of the initialiser become options, a service does not")
    func typical() throws {
        let client = try client(
            "@Client",
            """
            /// Creates a client.
            /// - Parameters:
            ///   - url: Webhook address.
            ///   - token: Access token.
            ///   - http: What makes the requests.
            public init(url: BaseURL, token: Secret? = nil, http: HTTP = .shared) throws(UsageError) {}
            """, about: "///\n/// Source: https://vendor.example/api")
        #expect(client.lines == ["https://vendor.example/api", "url||||Webhook address.", "token||||Access token."])
        #expect(client.arguments == [])
        #expect(
            client.closure == "{ (p0: BaseURL, p1: Secret?, p2: HTTP) in try Portal(url: p0, token: p1, http: p2) }")
    }

    @Test("an initialiser that can't fail is called without try")
    func serviceOnly() throws {
        let client = try client("@Client", "public init(http: HTTP = .shared) {}")
        #expect(client.lines == [""])
        #expect(client.closure == "{ (p0: HTTP) in Portal(http: p0) }")
    }

    @Test("names, roles and the way of a dry run come from the mark")
    func marks() throws {
        let client = try client(
            #"""
            @Client(
                dryRun: .announcements, options: ["directory": "dir"], optionAliases: ["directory": ["dri"]],
                roles: ["host": .destination, "directory": [.readsFiles, .writesFiles], "name": .data])
            """#,
            """
            /// Creates a client.
            /// - Parameters:
            ///   - host: Host.
            ///   - directory: Folder.
            ///   - name: Name.
            public init(host: String, directory: String = "a b", name: String? = nil, context: CallContext = .shared) {}
            """)
        #expect(client.lines == ["", "host||d||Host.", "dir|dri|rw|=a b|Folder.", "name||-||Name."])
        #expect(client.arguments == ["dryRun: .announcements"])
        #expect(client.closure.contains(#"Portal(host: p0, directory: p1 ?? "a b", name: p2, context: p3)"#))
    }

    @Test("a default that is no literal is computed")
    func computed() throws {
        let client = try client(
            "@Client",
            """
            /// Creates a client.
            /// - Parameters:
            ///   - server: Server.
            ///   - kind: Kind.
            public init(server: Server = .usual, kind: Kind = .first) {}
            """)
        #expect(client.lines == ["", "server|||@0|Server.", "kind|||@1|Kind."])
        #expect(client.arguments == ["defaults: [(.usual as Server).optionText, (.first as Kind).optionText]"])
    }

    @Test("a client conforms, and says whether its methods name the vendor's")
    func conformance() {
        let source = { (mark: String) in "\(mark)\npublic struct Portal {\n    public init() {}\n}" }
        let (plain, named) = (
            Expansion(of: source("@Client")), Expansion(of: source("@Client(namesVendorMethods: true)"))
        )
        #expect(plain.flatText.contains("extension Portal: LibraryClient {"))
        #expect(!plain.flatText.contains("VendorNameIsMissing"))
        #expect(named.flatText.contains("public typealias VendorNames = VendorNameIsMissing"))
    }

    @Test("of several initialisers the first public one counts")
    func initializers() throws {
        let client = try client(
            "@Client",
            """
            private init(secret: Secret) {}

            /// Creates a client.
            /// - Parameter secret: Client secret of the application.
            public init(clientSecret secret: Secret) {}

            /// Creates a client.
            /// - Parameter file: Where the secret is.
            public init(file: FileInput) {}
            """)
        #expect(client.lines == ["", "clientsecret||||Client secret of the application."])
    }
}
