import OIntCore

/// A library with a client that has an address and a token, and a method that tells what it was given.
enum Store {
    static let library = LibraryDescriptor(
        name: "store", title: "The store", summary: "Keeps things, for tests.", oauth: service,
        groups: { [GroupDescriptor(title: "Things", methods: [tell])] })

    static var tell: MethodDescriptor {
        MethodDescriptor(
            name: "Tell", russianName: nil, summary: "Tells what it was given.", effect: .reads,
            client: [
                .optional("url", String.self, "Address of the store."),
                .optional("token", Secret.self, "Token of the customer."),
            ], parameters: [.defaulted("count", Int.self, 1, "How many.")]
        ) { invocation in
            var options = OptionDecoder(invocation)
            let url = options.optional("url", String.self)
            let token = options.optional("token", Secret.self)
            let count = options.defaulted("count", Int.self, 1)
            let credentials = options.service(Credentials.self)
            try options.finish()
            var object: JSONObject = ["count": JSON(try count())]
            object["url"] = try url().map { .string($0) }
            object["token"] = try token().map { .string($0.exposed) }
            object["credentials"] = try await credentials.token().map { .string($0.exposed) }
            return .json(.object(object))
        }
    }

    private static let service = OAuthDescription(
        OAuthFamily(
            name: "store", service: "The store", tokenAddress: "https://store.invalid/token",
            grants: [.code(OAuthConsent("https://store.invalid/authorize"))], refreshTokenLifetime: "a month"),
        accountOption: "url")
}
