import OIntCore

/// A service of calls; the macros know it by its name.
public struct HTTP: CallService {
    /// The one to use when nobody hands over another.
    public static let shared = HTTP(name: "shared")
    let name: String
}

/// A library that has one method of each kind.
@Client(roles: ["url": .destination])
public struct Sample: Sendable {
    let url: String
    let token: Secret?
    let http: HTTP

    /// Creates a client.
    /// - Parameters:
    ///   - url: Address.
    ///   - token: Token; goes with a secure address.
    ///   - http: What makes the requests.
    public init(url: String, token: Secret? = nil, http: HTTP = .shared) throws(UsageError) {
        if token != nil, !url.hasPrefix("https:") { throw UsageError("--token goes with an https address as --url") }
        self.url = url
        self.token = token
        self.http = http
    }

    static let library = LibraryDescriptor(name: "sample", title: "Sample", summary: "A sample.") {
        [tasks, Clock.clock, `import`]
    }
}

@Methods("Tasks")
extension Sample {
    /// Fetches a task.
    ///
    /// Closed ones too: \(task) is "quoted".
    /// - Parameters:
    ///   - id: Id of the task.
    ///   - limit: Comments to fetch.
    ///   - fields: Fields to fetch.
    ///   - title: Words of the title.
    /// - Returns: The task.
    ///
    ///   ```json
    ///   {"id": "7", "title": "Say \"hi\" \\ wave",
    ///   "limit": 50}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьЗадачу", aliases: ["GetTaks"], options: ["title": "name1"],
        optionAliases: ["task": ["taks"]])
    public func getTask(
        task id: ID, limit: Int? = 50, fields: [String] = [], title: String? = nil
    ) async throws -> JSON {
        [
            "url": .string(url), "id": id.json, "limit": JSON(limit ?? -1), "fields": JSON(fields.map { .string($0) }),
            "title": title.map { .string($0) } ?? .null, "http": .string(http.name),
        ]
    }

    /// Removes a task.
    /// - Parameter task: Id of the task.
    @Method(.destroys, ru: "УдалитьЗадачу")
    public func removeTask(task: ID) async throws {
        if task == "0" { throw LocalError("task 0", "it can't be removed") }
    }

    /// Lists tasks.
    /// - Parameter offset: How many to skip.
    @Method(.reads, ru: "ПолучитьЗадачи")
    public func getTasks(offset: Int = 0) -> Pages {
        Pages { mark in
            let page = (mark?.int ?? offset) + 1
            return Pages.Page(reply: ["page": JSON(page)], rows: [JSON(page)], next: page < 3 ? JSON(page) : nil)
        }
    }
}

extension Sample {
    /// A client of a library that is made without options.
    @Client
    public struct Clock: Sendable {
        let http: HTTP

        /// Creates a client.
        public init(http: HTTP = .shared) { self.http = http }
    }
}

@Methods("Clock")
extension Sample.Clock {
    /// Tells the time.
    /// - Returns: The time.
    ///
    ///   ```text
    ///   noon
    ///     by "mine"
    ///   ```
    @Method(.reads, ru: "Время")
    public func getTime() -> String { "noon by \(http.name)" }
}

// A title that is a word of the language; functions that belong to no client, with and without effects.
@Methods("Import")
extension Sample {
    /// Shows a sample.
    @Method(.reads, ru: "Образец")
    public static func getSample() -> JSON { ["sample": true] }

    /// Shows a sample in time.
    @Method(.reads, ru: "ОбразецПотом")
    public static func getSampleLater() async -> JSON { ["sample": true] }

    /// Shows a sample, perhaps.
    /// - Parameters:
    ///   - empty: Whether it is empty.
    ///   - http: What makes the requests.
    @Method(.reads, ru: "ОбразецВозможно")
    public static func getSampleMaybe(`in` empty: Bool = false, http: HTTP = .shared) throws -> JSON {
        ["empty": .bool(empty), "http": .string(http.name)]
    }

    /// Lists samples.
    @Method(.reads, ru: "Образцы")
    public static func getSamples() -> Pages {
        Pages { _ in Pages.Page(reply: ["all": false], rows: [], next: nil) }
    }
}
