import Testing

@Suite("@Client")
struct ClientTests {
    @Test("the parameters of the initialiser become options, a service does not")
    func typical() {
        expectExpansion(
            of: """
                @Client
                public struct Portal: Sendable {
                    private let url: String

                    /// Creates a client.
                    /// - Parameters:
                    ///   - url: Webhook address.
                    ///   - token: Access token.
                    ///   - http: What makes the requests.
                    public init(url: String, token: Secret? = nil, http: HTTP = .shared) throws(UsageError) {
                        self.url = url
                    }
                }
                """,
            to: """
                public struct Portal: Sendable {
                    private let url: String

                    /// Creates a client.
                    /// - Parameters:
                    ///   - url: Webhook address.
                    ///   - token: Access token.
                    ///   - http: What makes the requests.
                    public init(url: String, token: Secret? = nil, http: HTTP = .shared) throws(UsageError) {
                        self.url = url
                    }

                    public static var clientParameters: [ParameterDescriptor] {
                        [.required("url", String.self, "Webhook address."), .optional("token", Secret.self, "Access token.")]
                    }

                    public static func decode(from options: inout OptionDecoder) -> Decoded<Portal> {
                        let p0 = options.required("url", String.self)
                        let p1 = options.optional("token", Secret.self)
                        let p2 = options.service(HTTP.self)
                        return options.client {
                            try Portal(url: p0(), token: p1(), http: p2)
                        }
                    }
                }
                """)
    }

    @Test("an initialiser without options, which can't fail, is called without try")
    func serviceOnly() {
        expectExpansion(
            of: """
                @Client
                struct Clock {
                    /// Creates a client.
                    public init(http: HTTP = .shared) {}
                }
                """,
            to: """
                struct Clock {
                    /// Creates a client.
                    public init(http: HTTP = .shared) {}

                    public static var clientParameters: [ParameterDescriptor] {
                        []
                    }

                    public static func decode(from options: inout OptionDecoder) -> Decoded<Clock> {
                        let p0 = options.service(HTTP.self)
                        return options.client {
                            Clock(http: p0)
                        }
                    }
                }
                """)
    }

    @Test("an initialiser without parameters is called with try where it can fail")
    func nothing() {
        expectExpansion(
            of: """
                @Client
                struct Clock {
                    public init() throws {}
                }
                """,
            to: """
                struct Clock {
                    public init() throws {}

                    public static var clientParameters: [ParameterDescriptor] {
                        []
                    }

                    public static func decode(from options: inout OptionDecoder) -> Decoded<Clock> {
                        return options.client {
                            try Clock()
                        }
                    }
                }
                """)
    }

    @Test("of several initialisers the first public one counts, and a nested client goes by its own name")
    func nested() {
        expectExpansion(
            of: """
                extension Portal {
                    @Client
                    public struct OAuth: Sendable {
                        let secret: Secret

                        private init(secret: Secret) {
                            self.secret = secret
                        }

                        /// Creates a client.
                        /// - Parameter secret: Client secret of the application.
                        public init(clientSecret secret: Secret) {
                            self.secret = secret
                        }

                        /// Creates a client.
                        /// - Parameter file: Where the secret is.
                        public init(file: FileInput) {
                            self.secret = ""
                        }
                    }
                }
                """,
            to: """
                extension Portal {
                    public struct OAuth: Sendable {
                        let secret: Secret

                        private init(secret: Secret) {
                            self.secret = secret
                        }

                        /// Creates a client.
                        /// - Parameter secret: Client secret of the application.
                        public init(clientSecret secret: Secret) {
                            self.secret = secret
                        }

                        /// Creates a client.
                        /// - Parameter file: Where the secret is.
                        public init(file: FileInput) {
                            self.secret = ""
                        }

                        public static var clientParameters: [ParameterDescriptor] {
                            [.required("clientsecret", Secret.self, "Client secret of the application.")]
                        }

                        public static func decode(from options: inout OptionDecoder) -> Decoded<OAuth> {
                            let p0 = options.required("clientsecret", Secret.self)
                            return options.client {
                                try OAuth(clientSecret: p0())
                            }
                        }
                    }
                }
                """)
    }
}
