import OIntCore

/// A small library: an address that may hold a code, a token, and options of every kind that files treat differently.
enum Shop {
    static let library = LibraryDescriptor(
        name: "shop", title: "The shop", summary: "Sells things, for tests.",
        groups: {
            [
                GroupDescriptor(
                    title: "Goods",
                    methods: [
                        method(
                            "List",
                            [
                                .optional("count", aliases: ["cuont"], Int.self, "How many."),
                                .optional("price", JSONNumber.self, "How much."),
                                .optional("urgent", Bool.self, "Whether it can't wait."),
                                .optional("tags", [String].self, "Words to find it by."),
                                .optional("fields", JSONObject.self, "Whatever else belongs to it."),
                                .optional("note", String.self, "What to write down."),
                                .optional("secure", Bool.self, "Whether it is encrypted.", roles: .protection),
                                .optional("script", String.self, "What to run.", roles: .runsCode),
                                .optional("photo", FileInput.self, "A picture."),
                                .optional("log", String.self, "Where to note it.", roles: .writesFiles),
                            ]),
                        method("Find", [.optional("count", String.self, "In words.")]),
                    ])
            ]
        })

    /// Methods for tests of what is found for one.
    static var list: MethodDescriptor { library.groups[0].methods[0] }

    private static func method(_ name: String, _ parameters: [ParameterDescriptor]) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: nil, summary: "Does something.", effect: .reads,
            client: [
                .required("url", ShopAddress.self, "Address of the shop."),
                .optional("token", Secret.self, "Token of the customer."),
            ], parameters: parameters
        ) { _ in .none }
    }
}

/// An address that may carry a code behind `/code/`.
struct ShopAddress: OptionValue {
    static let optionKind = OptionKind.text
    static let optionRoles: OptionRoles = .destination
    let text: String

    init(option inputs: [OptionInput]) throws(OptionError) {
        text = try inputs.single().text
        guard text.contains(".") else { throw OptionError("takes an address") }
    }

    var optionText: String { text }

    var secrets: [Secret] {
        text.firstRange(of: "/code/").map { [Secret(String(text[$0.upperBound...]))] } ?? []
    }
}
