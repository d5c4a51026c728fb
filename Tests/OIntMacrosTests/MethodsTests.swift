import Testing

@Suite("@Methods")
struct MethodsTests {
    /// The descriptors of the functions of an extension.
    private func methods(
        _ functions: String, of type: String = "Portal", sourceLocation: SourceLocation = #_sourceLocation
    ) -> [WrittenDescriptor] {
        let expansion = Expansion(of: "@Methods(\"Group\")\nextension \(type) {\n\(functions)\n}")
        #expect(expansion.complaints == [], sourceLocation: sourceLocation)
        return WrittenDescriptor.all(in: expansion)
    }

    /// The descriptor of the only function.
    private func method(_ function: String, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> WrittenDescriptor
    {
        try #require(methods(function, sourceLocation: sourceLocation).first, sourceLocation: sourceLocation)
    }

    @Test("a function of a client becomes a method with its options")
    func typical() throws {
        let expansion = Expansion(
            of: """
                @Methods("Tasks management")
                extension Portal {
                    /// Fetches one task.
                    ///
                    /// Closed ones
                    /// too.
                    ///
                    /// Deleted ones never.
                    ///
                    /// Source: https://vendor.example/task
                    /// - Parameters:
                    ///   - task: Id of the task.
                    ///   - all: Everything.
                    /// - Returns: The task.
                    ///
                    ///   ```json
                    ///   {"id": 1,
                    ///   "done": false}
                    ///   ```
                    @Method(.reads, ru: "ПолучитьЗадачу", aliases: ["GetTaks", "Задача"], rows: "result.items", in: .session)
                    public func getTask(task: ID, all: Bool = false) async throws -> JSON {
                        try await read("tasks.task.get", ["taskId": task])
                    }
                }
                """)
        #expect(expansion.complaints == [])
        #expect(
            expansion.flatText.contains(
                #"public static var tasksManagement: GroupDescriptor { GroupDescriptor( title: "Tasks management", methods: ["#
            ))
        let method = try #require(WrittenDescriptor.all(in: expansion).first)
        #expect(
            method.lines == [
                "GetTask", "ПолучитьЗадачу", "GetTaks,Задача", "tasks.task.get", "https://vendor.example/task",
                "result.items",
                "func getTask(task: ID, all: Bool = false) async throws -> JSON", "Fetches one task.",
                "Closed ones too.⏎Deleted ones never.", #"json {"id": 1,⏎"done": false}"#, "task||||Id of the task.",
                "all|||=false|Everything.",
            ])
        #expect(method.arguments == [".reads", "in: .session"])
        #expect(!method.isUnnamed)
        #expect(
            method.closure
                == "{ (client: Self, p0: ID, p1: Bool?) in try await client.getTask(task: p0, all: p1 ?? false) }")
    }

    @Test(
        "an option has the type, the presence and the default of its parameter",
        arguments: [
            ("x: ID", "x||||About x.", "p0: ID", "x: p0"),
            ("x: [ID]", "x||||About x.", "p0: [ID]", "x: p0"),
            ("x: ID?", "x||||About x.", "p0: ID?", "x: p0"),
            ("x: Optional<ID> = nil", "x||||About x.", "p0: ID?", "x: p0"),
            ("x: Int? = 50", "x|||=50|About x.", "p0: Int?", "x: p0 ?? 50"),
            ("x: Int = 1_000", "x|||=1000|About x.", "p0: Int?", "x: p0 ?? 1_000"),
            (#"x: String = "a\n""#, "x|||=a⏎|About x.", "p0: String?", #"x: p0 ?? "a\n""#),
            (#"x: [String] = ["a"]"#, "x|||@0|About x.", "p0: [String]?", #"x: p0 ?? ["a"]"#),
            ("x: Order = .newestFirst", "x|||@0|About x.", "p0: Order?", "x: p0 ?? .newestFirst"),
            ("x: [ID] = []", "x||||About x.", "p0: [ID]?", "x: p0 ?? []"),
            ("x: JSONObject = [:]", "x||||About x.", "p0: JSONObject?", "x: p0 ?? [:]"),
            ("clientID x: ID", "clientid||||About x.", "p0: ID", "clientID: p0"),
            ("`in` x: ID", "in||||About x.", "p0: ID", "in: p0"),
        ])
    func options(_ parameter: String, _ line: String, _ takes: String, _ argument: String) throws {
        let method = try method(
            """
            /// Does it.
            /// - Parameter x: About x.
            @Method(.reads, ru: "Сделать")
            public static func f(\(parameter)) -> JSON {}
            """)
        #expect(method.lines.last == line)
        #expect(method.closure == "{ (\(takes)) in Self.f(\(argument)) }")
    }

    @Test("the mark gives an option another name, the names of old scripts, and a role")
    func optionNames() throws {
        let method = try method(
            #"""
            /// Does it.
            /// - Parameter x: About x.
            @Method(.reads, ru: "Сделать", options: ["url": "X2"], optionAliases: ["url": ["Y", "z"]], roles: ["url": .destination])
            public func f(url x: String?) -> JSON {}
            """#)
        #expect(method.lines.last == "x2|y,z|d||About x.")
    }

    @Test(
        "the signature is the declaration on one line, without what stands around it",
        arguments: [
            ("public func f()", "func f()"),
            ("@available(*, noasync)\n@discardableResult\npublic static func f() -> JSON", "static func f() -> JSON"),
            (
                "public func f(\n  clientID id: ID,  // Not a secret.\n  name: String? = nil,\n) async throws(UsageError)\n -> [JSON]",
                "func f(clientID id: ID, name: String? = nil) async throws(UsageError) -> [JSON]"
            ),
            (
                "public func `import`<T: Source>(from: T) where\n  T.Row == JSON",
                "func `import`<T: Source>(from: T) where T.Row == JSON"
            ),
            (
                #"public func f(mark: String = "a \"b\"", rest: Data<A, B> = .init(1, 2))"#,
                #"func f(mark: String = "a \"b\"", rest: Data<A, B> = .init(1, 2))"#
            ),
        ])
    func signatures(_ declaration: String, _ signature: String) throws {
        let expansion = Expansion(
            of: """
                @Methods("Group")
                extension Portal.Admin {
                    /// Does it.
                    /// - Parameters:
                    ///   - id: About id.
                    ///   - name: About name.
                    ///   - from: About from.
                    ///   - mark: About mark.
                    ///   - rest: About rest.
                    @Method(.reads, ru: "Сделать")
                    \(declaration) {}
                }
                """)
        #expect(try #require(WrittenDescriptor.all(in: expansion).first).lines[6] == signature)
    }

    @Test(
        "a call is marked with try and await exactly where it needs them",
        arguments: [
            ("static func f() -> JSON", "{ () in Self.f() }"),
            ("static func f() throws -> JSON", "{ () in try Self.f() }"),
            ("static func f() async throws(UsageError) -> JSON", "{ () in try await Self.f() }"),
            ("static func f(id: ID) async -> JSON", "{ (p0: ID) in await Self.f(id: p0) }"),
            ("func f() -> Pages", "{ (client: Self) in client.f() }"),
            ("func f() async", "{ (client: Self) in await client.f() return NoAnswer() }"),
            ("func f() throws -> Void", "{ (client: Self) in try client.f() return NoAnswer() }"),
            ("static func f(http: HTTP) async -> JSON", "{ (p0: HTTP) in await Self.f(http: p0) }"),
        ])
    func effects(_ declaration: String, _ closure: String) throws {
        let about = declaration.contains("id:") ? "/// - Parameter id: Id." : "///"
        let method = try method("/// Does it.\n\(about)\n@Method(.reads, ru: \"Сделать\")\npublic \(declaration) {}")
        #expect(method.closure == closure)
        #expect(method.arguments == [".reads"] + (declaration.hasPrefix("static") ? ["of: Self.self"] : []))
    }

    @Test(
        "what a body calls at the vendor is the vendor's name of the method",
        arguments: [
            (#"try await read("crm.deal.list", [:])"#, "crm.deal.list"),
            (#"let fields = Fields("x"); return try await service.call("sendMessage", fields)"#, "sendMessage"),
            (#"try await service.json(.get, "files/\(id)/parts")"#, "GET /files/{id}/parts"),
            (#"try await service.json(.post("drive/v3/files", query: [:]))"#, "POST /drive/v3/files"),
            (#"try await service.json(.delete("a/\(path: folder.name)"))"#, "DELETE /a/{name}"),
            (#"list("tasks.task.list", start: 1)"#, "tasks.task.list"),
            (#"try await call("two words")"#, ""),
            ("JSON.null", ""),
        ])
    func vendorNames(_ body: String, _ name: String) throws {
        let method = try method(
            "/// Does it.\n@Method(.reads, ru: \"Сделать\")\npublic func f() async throws -> JSON { \(body) }")
        #expect(method.lines[3] == name)
        #expect(method.isUnnamed == name.isEmpty)
    }

    @Test("the mark outranks what a body calls")
    func givenVendorName() throws {
        let method = try method(
            #"""
            /// Does it.
            @Method(.reads, ru: "Сделать", name: "DoIT", calls: "ListObjectsV2")
            public func f() async throws -> JSON { try await read("other") }
            """#)
        #expect(method.lines[0] == "DoIT")
        #expect(method.lines[3] == "ListObjectsV2")
    }

    @Test("a title that is a word of the language, or has signs in it, becomes a property all the same")
    func titles() {
        for (title, property) in [("Import", "`import`"), ("Files & folders", "filesFolders"), ("2FA", nil as String?)]
        {
            let expansion = Expansion(of: "@Methods(\"\(title)\")\nextension Portal {}")
            guard let property else {
                #expect(!expansion.complaints.isEmpty)
                continue
            }
            #expect(expansion.flatText.contains("public static var \(property): GroupDescriptor"))
        }
    }
}
