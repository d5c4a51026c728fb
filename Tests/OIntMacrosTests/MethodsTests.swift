import Testing

@Suite("@Methods")
struct MethodsTests {
    @Test("a function of a client becomes a method with its options")
    func typical() {
        expectExpansion(
            of: """
                @Methods("Tasks management")
                extension Portal {
                    /// Fetches one task.
                    /// - Parameter task: Id of the task.
                    @Method(.reads, ru: "ПолучитьЗадачу")
                    public func getTask(task: ID) async throws -> JSON {
                        try await read("tasks.task.get", ["taskId": task])
                    }
                }
                """,
            to: """
                extension Portal {
                    /// Fetches one task.
                    /// - Parameter task: Id of the task.
                    public func getTask(task: ID) async throws -> JSON {
                        try await read("tasks.task.get", ["taskId": task])
                    }

                    public static var tasksManagement: GroupDescriptor {
                        GroupDescriptor(
                            title: "Tasks management",
                            methods: [
                                MethodDescriptor(
                                    name: "GetTask", russianName: "ПолучитьЗадачу",
                                    aliases: [],
                                    summary: "Fetches one task.",
                                    discussion: "",
                                    signature: "func getTask(task: ID) async throws -> JSON", type: "Portal",
                                    effect: .reads, isPaged: false,
                                    client: Self.clientParameters,
                                    parameters: [.required("task", ID.self, "Id of the task.")],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let client = Self.decode(from: &options)
                                        let p0 = options.required("task", ID.self)
                                        try options.finish()
                                        return try await Output(client().getTask(task: p0()))
                                    })
                            ])
                    }
                }
                """)
    }

    /// The parts of an expansion that come from one parameter.
    private func expectOption(
        from parameter: String, mark: String = "", descriptor: String, decoding: String, argument: String = "x: p0()",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expansion = Expansion(
            of: """
                @Methods("Group")
                extension Portal {
                    /// Does it.
                    /// - Parameter x: About x.
                    @Method(.reads, ru: "Сделать"\(mark))
                    public static func f(\(parameter)) {}
                }
                """)
        #expect(expansion.complaints == [], sourceLocation: sourceLocation)
        #expect(expansion.flatText.contains("parameters: [\(descriptor)],"), sourceLocation: sourceLocation)
        #expect(expansion.flatText.contains(" let p0 = \(decoding) try "), sourceLocation: sourceLocation)
        #expect(expansion.flatText.contains("Self.f(\(argument))"), sourceLocation: sourceLocation)
    }

    @Test("a parameter without a default has to be given")
    func required() {
        expectOption(
            from: "x: ID", descriptor: #".required("x", ID.self, "About x.")"#,
            decoding: #"options.required("x", ID.self)"#)
        expectOption(
            from: "x: [ID]", descriptor: #".required("x", [ID].self, "About x.")"#,
            decoding: #"options.required("x", [ID].self)"#)
    }

    @Test(
        "an optional parameter may be left out", arguments: ["ID?", "ID? = nil", "Optional<ID>", "Optional<ID> = nil"])
    func optional(_ type: String) {
        expectOption(
            from: "x: \(type)", descriptor: #".optional("x", ID.self, "About x.")"#,
            decoding: #"options.optional("x", ID.self)"#)
    }

    @Test("a parameter with a default is read with it", arguments: ["Int = 50", "Int? = 50", "Optional<Int> = 50"])
    func defaulted(_ type: String) {
        expectOption(
            from: "x: \(type)", descriptor: #".defaulted("x", Int.self, 50, "About x.")"#,
            decoding: #"options.defaulted("x", Int.self, 50)"#)
    }

    @Test("a default is passed on as it is written")
    func defaults() {
        expectOption(
            from: #"x: [String] = ["a", "b\n"]"#,
            descriptor: #".defaulted("x", [String].self, ["a", "b\n"], "About x.")"#,
            decoding: #"options.defaulted("x", [String].self, ["a", "b\n"])"#)
        expectOption(
            from: "x: Order = .newestFirst", descriptor: #".defaulted("x", Order.self, .newestFirst, "About x.")"#,
            decoding: #"options.defaulted("x", Order.self, .newestFirst)"#)
    }

    @Test("an empty list or object as default is not worth showing")
    func emptyDefaults() {
        expectOption(
            from: "x: [ID] = []", descriptor: #".optional("x", [ID].self, "About x.")"#,
            decoding: #"options.defaulted("x", [ID].self, [])"#)
        expectOption(
            from: "x: JSONObject = [:]", descriptor: #".optional("x", JSONObject.self, "About x.")"#,
            decoding: #"options.defaulted("x", JSONObject.self, [:])"#)
    }

    @Test("the label is the option, in lower case; the name inside is what the documentation speaks of")
    func labels() {
        expectOption(
            from: "clientID x: ID", descriptor: #".required("clientid", ID.self, "About x.")"#,
            decoding: #"options.required("clientid", ID.self)"#, argument: "clientID: p0()")
        expectOption(
            from: "`in` x: ID", descriptor: #".required("in", ID.self, "About x.")"#,
            decoding: #"options.required("in", ID.self)"#, argument: "in: p0()")
        expectOption(
            from: "`x`: ID", descriptor: #".required("x", ID.self, "About x.")"#,
            decoding: #"options.required("x", ID.self)"#)
    }

    @Test("the mark gives an option another name, and the names of old scripts")
    func optionNames() {
        expectOption(
            from: "x: ID", mark: #", options: ["x": "x1"]"#, descriptor: #".required("x1", ID.self, "About x.")"#,
            decoding: #"options.required("x1", ID.self)"#)
        expectOption(
            from: "newX x: ID?", mark: #", options: ["newX": "X2"], optionAliases: ["newX": ["Y", "z"]]"#,
            descriptor: #".optional("x2", aliases: ["y", "z"], ID.self, "About x.")"#,
            decoding: #"options.optional("x2", ID.self)"#, argument: "newX: p0()")
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
    func signatures(_ declaration: String, _ signature: String) {
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
        let literal = signature.contains("\"") ? "#\"\(signature)\"#" : "\"\(signature)\""
        #expect(expansion.flatText.contains("signature: \(literal), type: \"Portal.Admin\","))
    }

    @Test("a listing takes --all besides")
    func paged() {
        expectExpansion(
            of: """
                @Methods("Tasks management")
                extension Portal {
                    /// Lists tasks, page by page.
                    /// - Parameter offset: How many tasks to skip.
                    @Method(.reads, ru: "ПолучитьСписокЗадач")
                    public func getTasks(offset: Int? = nil) -> Pages {
                        list("tasks.task.list", start: offset)
                    }

                    /// Lists stages, page by page.
                    @Method(.reads, ru: "ПолучитьСтадии")
                    public static func getStages() async throws -> Pages {
                        Pages()
                    }
                }
                """,
            to: """
                extension Portal {
                    /// Lists tasks, page by page.
                    /// - Parameter offset: How many tasks to skip.
                    public func getTasks(offset: Int? = nil) -> Pages {
                        list("tasks.task.list", start: offset)
                    }

                    /// Lists stages, page by page.
                    public static func getStages() async throws -> Pages {
                        Pages()
                    }

                    public static var tasksManagement: GroupDescriptor {
                        GroupDescriptor(
                            title: "Tasks management",
                            methods: [
                                MethodDescriptor(
                                    name: "GetTasks", russianName: "ПолучитьСписокЗадач",
                                    aliases: [],
                                    summary: "Lists tasks, page by page.",
                                    discussion: "",
                                    signature: "func getTasks(offset: Int? = nil) -> Pages", type: "Portal",
                                    effect: .reads, isPaged: true,
                                    client: Self.clientParameters,
                                    parameters: [.optional("offset", Int.self, "How many tasks to skip.")],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let client = Self.decode(from: &options)
                                        let p0 = options.optional("offset", Int.self)
                                        let all = options.defaulted("all", Bool.self, false)
                                        try options.finish()
                                        return try await Output(client().getTasks(offset: p0()), all: all())
                                    }),
                                MethodDescriptor(
                                    name: "GetStages", russianName: "ПолучитьСтадии",
                                    aliases: [],
                                    summary: "Lists stages, page by page.",
                                    discussion: "",
                                    signature: "static func getStages() async throws -> Pages", type: "Portal",
                                    effect: .reads, isPaged: true,
                                    client: [],
                                    parameters: [],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let all = options.defaulted("all", Bool.self, false)
                                        try options.finish()
                                        return try await Output(Self.getStages(), all: all())
                                    })
                            ])
                    }
                }
                """)
    }

    @Test("a call is marked with try and await exactly where it needs them")
    func effects() {
        let cases = [
            ("static func f() -> JSON", "let", "return Output(Self.f())"),
            ("static func f() throws -> JSON", "let", "return try Output(Self.f())"),
            ("static func f() async -> JSON", "let", "return await Output(Self.f())"),
            ("static func f() async throws(UsageError) -> JSON", "let", "return try await Output(Self.f())"),
            ("static func f(id: ID) -> JSON", "var", "return try Output(Self.f(id: p0()))"),
            ("static func f(id: ID) async -> JSON", "var", "return try await Output(Self.f(id: p0()))"),
            ("func f() -> JSON", "var", "return try Output(client().f())"),
            ("func f() async", "var", "return try await Output(client().f())"),
            ("func f() async throws -> JSON", "var", "return try await Output(client().f())"),
            ("func f() -> Pages", "var", "return try await Output(client().f(), all: all())"),
            ("static func f(http: HTTP) async -> JSON", "let", "return await Output(Self.f(http: p0))"),
        ]
        for (declaration, binding, call) in cases {
            let about = declaration.contains("id:") ? "/// - Parameter id: Id." : "///"
            let expansion = Expansion(
                of: """
                    @Methods("Group")
                    extension Portal {
                        /// Does it.
                        \(about)
                        @Method(.reads, ru: "Сделать")
                        public \(declaration) {}
                    }
                    """)
            #expect(expansion.complaints == [], "\(declaration)")
            #expect(expansion.flatText.contains("{ invocation in \(binding) options = "), "\(declaration)")
            #expect(expansion.flatText.contains("try options.finish() \(call) })"), "\(declaration)")
        }
    }

    @Test("a block of code below what is returned is the answer")
    func answer() {
        let expansion = Expansion(
            of: """
                @Methods("Group")
                extension Portal {
                    /// Does it.
                    /// - Returns: That it was done.
                    ///
                    ///   ```json
                    ///   {"done": true,
                    ///   "at": "12:00"}
                    ///   ```
                    /// - Throws: What happened.
                    @Method(.reads, ru: "Сделать")
                    public func f() {}

                    /// Says it.
                    /// - Returns: What was said.
                    ///
                    ///   ```text
                    ///   It.
                    ///   ```
                    @Method(.reads, ru: "Сказать")
                    public func g() {}

                    /// Fetches it.
                    /// - Returns: The bytes.
                    @Method(.reads, ru: "Получить")
                    public func h() {}
                }
                """)
        #expect(expansion.complaints == [])
        #expect(
            expansion.flatText.contains(
                ##"type: "Portal", answer: .json(#"{"done": true,\#n"at": "12:00"}"#), effect: .reads,"##))
        #expect(expansion.flatText.contains(#"type: "Portal", answer: .text("It."), effect: .reads,"#))
        #expect(expansion.flatText.contains(#"signature: "func h()", type: "Portal", effect: .reads,"#))
    }

    @Test("a service is handed over without being an option")
    func service() {
        expectExpansion(
            of: """
                @Methods("Server")
                extension Portal {
                    /// Asks whether a server answers.
                    /// - Parameters:
                    ///   - host: Where to ask.
                    ///   - http: What makes the request.
                    @Method(.reads, ru: "Проверить")
                    public static func ping(host: String, http: HTTP = .shared) async throws -> JSON {
                        nil
                    }
                }
                """,
            to: """
                extension Portal {
                    /// Asks whether a server answers.
                    /// - Parameters:
                    ///   - host: Where to ask.
                    ///   - http: What makes the request.
                    public static func ping(host: String, http: HTTP = .shared) async throws -> JSON {
                        nil
                    }

                    public static var server: GroupDescriptor {
                        GroupDescriptor(
                            title: "Server",
                            methods: [
                                MethodDescriptor(
                                    name: "Ping", russianName: "Проверить",
                                    aliases: [],
                                    summary: "Asks whether a server answers.",
                                    discussion: "",
                                    signature: "static func ping(host: String, http: HTTP = .shared) async throws -> JSON", type: "Portal",
                                    effect: .reads, isPaged: false,
                                    client: [],
                                    parameters: [.required("host", String.self, "Where to ask.")],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let p0 = options.required("host", String.self)
                                        let p1 = options.service(HTTP.self)
                                        try options.finish()
                                        return try await Output(Self.ping(host: p0(), http: p1))
                                    })
                            ])
                    }
                }
                """)
    }

    @Test("the mark gives the method another name, and the names of old scripts")
    func names() {
        expectExpansion(
            of: """
                @Methods("Files & folders")
                extension Portal {
                    /// Removes all files.
                    @Method(.destroys, ru: "УдалитьВсе", name: "RemoveALL", aliases: ["RemoveAl", "УдалитьВсё"])
                    public func `import`() throws -> JSON {
                        nil
                    }
                }
                """,
            to: """
                extension Portal {
                    /// Removes all files.
                    public func `import`() throws -> JSON {
                        nil
                    }

                    public static var filesFolders: GroupDescriptor {
                        GroupDescriptor(
                            title: "Files & folders",
                            methods: [
                                MethodDescriptor(
                                    name: "RemoveALL", russianName: "УдалитьВсе",
                                    aliases: ["RemoveAl", "УдалитьВсё"],
                                    summary: "Removes all files.",
                                    discussion: "",
                                    signature: "func `import`() throws -> JSON", type: "Portal",
                                    effect: .destroys, isPaged: false,
                                    client: Self.clientParameters,
                                    parameters: [],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let client = Self.decode(from: &options)
                                        try options.finish()
                                        return try Output(client().import())
                                    })
                            ])
                    }
                }
                """)
    }

    @Test("what is no method stays what it is: private helpers, nested types, properties")
    func others() {
        expectExpansion(
            of: """
                @Methods("Users")
                extension Portal {
                    static let path = "user"

                    /// Fetches the user who asks.
                    @Method(.reads, ru: "ТекущийПользователь")
                    public func getMe() async throws -> JSON {
                        try await ask()
                    }

                    private func ask() async throws -> JSON {
                        nil
                    }

                    struct Answer {
                        public func text() {}
                    }
                }
                """,
            to: """
                extension Portal {
                    static let path = "user"

                    /// Fetches the user who asks.
                    public func getMe() async throws -> JSON {
                        try await ask()
                    }

                    private func ask() async throws -> JSON {
                        nil
                    }

                    struct Answer {
                        public func text() {}
                    }

                    public static var users: GroupDescriptor {
                        GroupDescriptor(
                            title: "Users",
                            methods: [
                                MethodDescriptor(
                                    name: "GetMe", russianName: "ТекущийПользователь",
                                    aliases: [],
                                    summary: "Fetches the user who asks.",
                                    discussion: "",
                                    signature: "func getMe() async throws -> JSON", type: "Portal",
                                    effect: .reads, isPaged: false,
                                    client: Self.clientParameters,
                                    parameters: [],
                                    body: { invocation in
                                        var options = OptionDecoder(invocation)
                                        let client = Self.decode(from: &options)
                                        try options.finish()
                                        return try await Output(client().getMe())
                                    })
                            ])
                    }
                }
                """)
    }

    @Test(
        "the title gives the property its name",
        arguments: [
            ("Tasks management", "tasksManagement"), ("Users", "users"), ("OAuth", "oauth"),
            ("Lists & folders (v2)", "listsFoldersV2"), ("Drive's disks", "driveSDisks"), ("SQL queries", "sqlQueries"),
            ("Задачи и чаты", "задачиИЧаты"), ("Import", "`import`"), ("Protocol", "`protocol`"),
        ])
    func titles(_ title: String, _ property: String) {
        let expansion = Expansion(of: "@Methods(\"\(title)\") extension Portal {}")
        #expect(expansion.complaints == [])
        #expect(
            expansion.flatText.contains(
                "public static var \(property): GroupDescriptor { GroupDescriptor( title: \"\(title)\", methods: [ ]) }"
            ))
    }
}
