import Testing

@Suite("Mistakes in declarations")
struct MistakeTests {
    // MARK: Clients

    @Test("@Client on something that is no struct")
    func clientNeedsStruct() {
        expectMistakes(
            "'@Client' belongs on a struct",
            in: """
                👉@Client
                final class Portal {
                    public init() {}
                }
                """)
    }

    @Test("a client whose initialisers are not public")
    func clientNeedsInitializer() {
        expectMistakes(
            "a client needs a public initializer: its parameters become options",
            in: """
                @Client
                public struct 👉Portal {
                    let url: String

                    init(url: String) { self.url = url }
                }
                """)
    }

    @Test("the parameters of a client are checked like those of a method")
    func clientParameters() {
        expectMistakes(
            "the documentation describes a parameter 'tokne', and there is none of that name",
            "parameter 'token' needs a line of documentation: it is the help of the option",
            "two parameters would both be the option '--url'",
            in: """
                @Client
                public struct Portal {
                    /// Creates a client.
                    /// - Parameters:
                    ///   - url: Address.
                    ///   - tokne: Token.
                    ///   - other: Another address.
                    public init👉(url: BaseURL, 👉token: Secret, 👉URL other: BaseURL, http: HTTP) {}
                }
                """)
    }

    @Test("a plain text of a client that does not say what it decides")
    func rolesOfClient() {
        expectMistakes(
            """
            'name' is plain text: say what it decides besides itself, as in 'roles: ["name": .destination]', or '.data' where it \
            decides nothing of the kind
            """,
            in: """
                @Client(roles: ["host": .destination])
                public struct Portal {
                    /// Creates a client.
                    /// - Parameters:
                    ///   - host: Host.
                    ///   - name: Name.
                    public init(host: String, 👉name: String, http: HTTP) {}
                }
                """)
    }

    @Test("an option of a method that is named like a place, and does not say what it decides")
    func rolesOfMethod() {
        expectMistakes(
            """
            'mediaUrl' is plain text: say what it decides besides itself, as in 'roles: ["mediaUrl": .destination]', or '.data' \
            where it decides nothing of the kind
            """,
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Does it.
                    /// - Parameters:
                    ///   - text: Text.
                    ///   - mediaUrl: Address.
                    @Method(.reads, ru: "Сделать")
                    public func f(text: String, 👉mediaUrl: String?) -> JSON {}

                    /// Computes it.
                    /// - Parameter url: Address.
                    @Method(.reads, ru: "Вычислить")
                    public static func g(url: String) -> JSON {}
                }
                """)
    }

    @Test("a client that does not go over HTTP, and does not say what a dry run does")
    func dryRun() {
        expectMistakes(
            """
            say what a dry run of this client's methods does: '@Client(dryRun: .announcements)', '.computes', '.requests' or \
            '.refused'
            """,
            in: """
                👉@Client
                public struct Portal {
                    public init(context: CallContext) {}
                }
                """)
    }

    // MARK: Groups

    @Test("@Methods on something that is no extension")
    func methodsNeedsExtension() {
        expectMistakes(
            "'@Methods' belongs on an extension",
            in: """
                👉@Methods("Tasks")
                struct Tasks {}
                """)
    }

    @Test(
        "a title that is not written out, empty, or begins with no letter",
        arguments: [#""""#, #"" ""#, "title", #""Tasks of \(year)""#, #""2nd group""#, #""…""#])
    func titleMustBeLiteral(_ title: String) {
        expectMistakes(
            "the title of a group must be a text in quotes, and not empty",
            in: """
                👉@Methods(\(title))
                extension Portal {}
                """)
    }

    // MARK: Functions

    @Test("@Method on something that is no function")
    func methodNeedsFunction() {
        expectMistakes(
            "'@Method' belongs on a function",
            in: """
                struct Portal {
                    👉@Method(.reads, ru: "Имя")
                    public var name: String { "" }
                }
                """)
    }

    @Test("a public function that does not say what it does to the world")
    func unmarked() {
        expectMistakes(
            """
            'getTask' does not say what it does to the world: mark it '@Method(.reads, …)', '@Method(.writes, …)' or \
            '@Method(.destroys, …)', or make it private
            """,
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    public func 👉getTask() {}
                }
                """)
    }

    @Test("a marked function that is not public", arguments: ["", "private ", "fileprivate ", "internal ", "package "])
    func notPublic(_ modifier: String) {
        expectMistakes(
            "'getTask' is marked as a method and must be public",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    @Method(.reads, ru: "Получить")
                    \(modifier)func 👉getTask() {}
                }
                """)
    }

    @Test("a function without documentation", arguments: ["// Fetches a task.", "/// - Returns: The task.", "///"])
    func undocumented(_ comment: String) {
        expectMistakes(
            "'getTask' needs a documentation comment: its first line is the help of the command",
            in: """
                @Methods("Tasks")
                extension Portal {
                    \(comment)
                    @Method(.reads, ru: "Получить")
                    public func 👉getTask() {}
                }
                """)
    }

    @Test(
        "documentation that does not begin with a sentence", arguments: ["Fetches a task", "Fetches a task:", "What?"])
    func noSentence(_ comment: String) {
        expectMistakes(
            "the first line of the documentation of 'getTask' must be one sentence that ends in a full stop",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// \(comment)
                    @Method(.reads, ru: "Получить")
                    public func 👉getTask() {}
                }
                """)
    }

    @Test("two functions that would be one method, case aside")
    func equalMethods() {
        expectMistakes(
            "two functions would both be the method 'GetTask'", "two functions would both be the method 'GETTASK'",
            "two functions would both be the method 'получить'",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    @Method(.reads, ru: "Получить")
                    public func getTask() {}

                    /// Fetches a task.
                    /// - Parameter id: Id.
                    @Method(.reads, ru: "ПолучитьЗадачу")
                    public func 👉getTask(id: ID) {}

                    /// Fetches a task.
                    @Method(.reads, ru: "получить", aliases: ["GETTASK"])
                    public func 👉👉fetchTask() {}
                }
                """)
    }

    // MARK: Answers

    @Test(
        "an answer that could not be shown",
        arguments: [
            ("```yaml\na: 1\n```", "has the language 'yaml': write 'json' or 'text' behind the ```"),
            ("```\n{}\n```", "has no language: write 'json' or 'text' behind the ```"),
            ("```json\n```", "is empty: show what the method answers"),
            ("```text\n\n \n```", "is empty: show what the method answers"),
            ("```json\n{\"a\": 1", "has no closing ```"), ("```json\n{\"a\": 1\n```", "is not valid JSON"),
            ("```json\n{\"a\": 1} {}\n```", "is not valid JSON"), ("```json\n{'a': 1}\n```", "is not valid JSON"),
            ("```json\n[1, …]\n```", "is not valid JSON"),
        ])
    func unusableAnswer(_ block: String, _ mistake: String) {
        let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map { "    ///   \($0)" }
        expectMistakes(
            "the answer in the documentation of 'getTask' \(mistake)",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Returns: The task.
                    ///
                \(lines.joined(separator: "\n"))
                    @Method(.reads, ru: "Получить")
                    public func 👉getTask() {}
                }
                """)
    }

    @Test(
        "a block of code that belongs to nothing that is shown",
        arguments: [
            "///\n    /// ```json\n    /// {}\n    /// ```",
            "/// - Throws: Nothing.\n    ///\n    ///   ```json\n    ///   {}\n    ///   ```",
            "/// - Returns: The task.\n    ///\n    /// ```json\n    /// {}\n    /// ```",
        ])
    func misplacedBlock(_ comment: String) {
        expectMistakes(
            """
            the documentation of 'getTask' has a block of code that does not belong to '- Returns:': indent it by two \
            blanks below that line
            """,
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    \(comment)
                    @Method(.reads, ru: "Получить")
                    public func 👉getTask() {}
                }
                """)
    }

    @Test("two answers where one is to be shown")
    func severalAnswers() {
        expectMistakes(
            "the documentation of 'getTask' shows several answers; leave one of them",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Returns: The task.
                    ///
                    ///   ```json
                    ///   {}
                    ///   ```
                    ///
                    ///   ```text
                    ///   No.
                    ///   ```
                    @Method(.reads, ru: "Получить")
                    public func 👉getTask() {}
                }
                """)
    }

    // MARK: Parameters

    @Test("a parameter without a line of documentation", arguments: ["", "\n    /// - Parameter id:"])
    func undocumentedParameter(_ comment: String) {
        expectMistakes(
            "parameter 'id' needs a line of documentation: it is the help of the option",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.\(comment)
                    @Method(.reads, ru: "Получить")
                    public func getTask(👉id: ID) {}
                }
                """)
    }

    @Test("documentation of a parameter that is not there")
    func documentedButMissing() {
        expectMistakes(
            "the documentation describes a parameter 'task', and there is none of that name",
            "the documentation describes a parameter 'user', and there is none of that name",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameters:
                    ///   - id: Id of the task.
                    ///   - user: Who asks.
                    ///   - task: Id of the task.
                    @Method(.reads, ru: "Получить")
                    public func getTask👉👉(task id: ID) {}
                }
                """)
    }

    @Test("a parameter without a label")
    func unlabelled() {
        expectMistakes(
            "parameter 'id' needs a label: it is the name of the option",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameter id: Id of the task.
                    @Method(.reads, ru: "Получить")
                    public func getTask(👉_ id: ID) {}
                }
                """)
    }

    @Test(
        "two parameters that would be one option",
        arguments: [
            ("id: ID, 👉ID other: ID", "", "id"), ("id: ID, 👉other: ID", #", options: ["other": "id"]"#, "id"),
            ("id: ID, 👉other: ID", #", optionAliases: ["other": ["id"]]"#, "id"),
            ("id: ID, 👉other: ID", #", optionAliases: ["id": ["di"], "other": ["di"]]"#, "di"),
        ])
    func equalOptions(_ parameters: String, _ mark: String, _ option: String) {
        expectMistakes(
            "two parameters would both be the option '--\(option)'",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameters:
                    ///   - id: Id of the task.
                    ///   - other: Id of another task.
                    @Method(.reads, ru: "Получить"\(mark))
                    public func getTask(\(parameters)) {}
                }
                """)
    }

    @Test("a parameter of a listing that would be the option every listing has")
    func equalToAll() {
        expectMistakes(
            "two parameters would both be the option '--all'",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Lists tasks.
                    /// - Parameter all: Whether closed ones are listed too.
                    @Method(.reads, ru: "Список")
                    public func 👉getTasks(all: Bool = false) -> Pages {}

                    /// Counts tasks.
                    /// - Parameter all: Whether closed ones are counted too.
                    @Method(.reads, ru: "Число")
                    public func countTasks(all: Bool = false) -> JSON {}
                }
                """)
    }

    @Test(
        "an option that would hide one of every command",
        arguments: [
            ("help: ID", ""), ("help other: ID", ""), ("other: ID", #", options: ["other": "help"]"#),
            ("other: ID", #", optionAliases: ["other": ["help"]]"#),
        ])
    func reservedOption(_ parameter: String, _ mark: String) {
        expectMistakes(
            "'--help' is an option of every command: name the parameter otherwise",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameter \(parameter.contains("other") ? "other" : "help"): Id of the task.
                    @Method(.reads, ru: "Получить"\(mark))
                    public func getTask(👉\(parameter)) {}
                }
                """)
    }

    @Test("names of options for labels that are not there")
    func unknownLabel() {
        expectMistakes(
            "there is no parameter with the label 'id'", "there is no parameter with the label 'user'",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameter id: Id of the task.
                    @Method(.reads, ru: "Получить", options: ["user": "u"], optionAliases: ["id": ["di"]])
                    public func getTask👉👉(task id: ID) {}
                }
                """)
    }

    @Test(
        "parameters that no option can be",
        arguments: [
            "id: ID...", "id: inout ID", "id: (ID) -> Void", "id: @escaping (ID) -> Void", "id: borrowing ID",
        ])
    func unsupportedParameter(_ parameter: String) {
        expectMistakes(
            "parameter 'id' can't be an option: it is variadic, inout or a function",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameter id: Id of the task.
                    @Method(.reads, ru: "Получить")
                    public func getTask(👉\(parameter)) {}
                }
                """)
    }

    // MARK: Marks

    @Test(
        "values of the mark that are not written out",
        arguments: [
            ("name: 👉title", "name"), (#"name: 👉"Get\(what)""#, "name"), ("aliases: 👉names", "aliases"),
            (#"aliases: 👉["A", b]"#, "aliases"), ("options: 👉table", "options"),
            (#"options: 👉["id": name]"#, "options"), (#"options: 👉[key: "task"]"#, "options"),
            ("optionAliases: 👉table", "optionAliases"), (#"optionAliases: 👉["id": "di"]"#, "optionAliases"),
            (#"optionAliases: 👉["id": [name]]"#, "optionAliases"),
        ])
    func mustBeLiteral(_ argument: String, _ name: String) {
        expectMistakes(
            "'\(name)' must be written out, as texts in quotes",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    /// - Parameter id: Id of the task.
                    @Method(.reads, ru: "Получить", \(argument))
                    public func getTask(id: ID) {}
                }
                """)
    }

    @Test("a Russian name that is missing, or in Latin letters", arguments: ["", #", ru: """#, #", ru: "GetTask""#])
    func russianNameNeeded(_ argument: String) {
        expectMistakes(
            "'ru' must be the Russian name of the method, in Cyrillic letters",
            in: """
                @Methods("Tasks")
                extension Portal {
                    /// Fetches a task.
                    👉@Method(.reads\(argument))
                    public func fetchTask() {}
                }
                """)
    }

    @Test("all mistakes are reported at once")
    func several() {
        expectMistakes(
            "'getTask' is marked as a method and must be public",
            "'getTask' needs a documentation comment: its first line is the help of the command",
            "parameter 'id' needs a line of documentation: it is the help of the option",
            """
            'removeTask' does not say what it does to the world: mark it '@Method(.reads, …)', '@Method(.writes, …)' or \
            '@Method(.destroys, …)', or make it private
            """,
            in: """
                @Methods("Tasks")
                extension Portal {
                    @Method(.reads, ru: "Получить")
                    func 👉👉getTask(👉id: ID) {}

                    public func 👉removeTask() {}
                }
                """)
    }
}
