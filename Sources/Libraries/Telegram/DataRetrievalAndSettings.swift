import OIntCore

@Methods("Data retrieval and settings")
extension Telegram {
    /// Tells who the bot is.
    /// - Returns: The bot as a user, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"id": 1000, "is_bot": true, "first_name": "Example Bot", "username": "example_bot",
    ///   "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": false,
    ///   "can_connect_to_business": false, "has_main_web_app": false}}
    ///   ```
    @Method(.reads, ru: "ПолучитьИнформациюБота")
    public func getBotInformation() async throws -> JSON {
        try await read("getMe")
    }

    /// Fetches what has happened since the last time, where no webhook is set.
    ///
    /// Events are forgotten when a higher offset is asked for: ask again with the highest update_id plus 1. With a wait,
    /// Telegram answers as soon as something happens; it waits for less than a minute. On the command line, what limits the
    /// whole exchange is --config '{"timeout": 90}' here.
    /// - Parameters:
    ///   - timeout: How many seconds Telegram waits for an event; without it the answer comes at once.
    ///   - offset: Id of the first event to give; a negative number counts from the end.
    /// - Returns: The events, under `result`; an empty list when nothing has happened.
    ///
    ///   ```json
    ///   {"ok": true, "result": [{"update_id": 1001, "message": {"message_id": 42, "from": {"id": 2001,
    ///   "is_bot": false, "first_name": "Ann", "username": "ann_example", "language_code": "en"},
    ///   "chat": {"id": 2001, "first_name": "Ann", "username": "ann_example", "type": "private"}, "date": 1768467600,
    ///   "text": "Hello"}}, {"update_id": 1002, "callback_query": {"id": "3001", "from": {"id": 2001,
    ///   "is_bot": false, "first_name": "Ann", "username": "ann_example", "language_code": "en"},
    ///   "message": {"message_id": 43, "from": {"id": 1000, "is_bot": true, "first_name": "Example Bot",
    ///   "username": "example_bot"}, "chat": {"id": 2001, "first_name": "Ann", "username": "ann_example",
    ///   "type": "private"}, "date": 1768467630, "text": "Shall we begin?",
    ///   "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}}, "chat_instance": "4001",
    ///   "data": "yes"}}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьОбновления")
    public func getUpdates(timeout: Int? = nil, offset: Int? = nil) async throws -> JSON {
        try await read("getUpdates", ["timeout": timeout.map { min($0, longestPoll) }, "offset": offset])
    }

    /// Lets Telegram send what happens to an address.
    /// - Parameter url: The address, with https.
    /// - Returns: Whether it is set, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "УстановитьWebhook", roles: ["url": .data])
    public func setWebhook(url: String) async throws -> JSON {
        try await write("setWebhook", ["url": url])
    }

    /// Ends the sending of events to an address, so that GetUpdates gives them.
    /// - Returns: Whether it is gone, under `result`.
    ///
    ///   ```json
    ///   {"ok": true, "result": true}
    ///   ```
    @Method(.writes, ru: "УдалитьWebhook")
    public func deleteWebhook() async throws -> JSON {
        try await write("deleteWebhook")
    }

    /// Downloads a file that was sent to the bot.
    ///
    /// Telegram gives bots files of up to 20 MB. A Bot API server of your own has no such limit. Where that runs with
    /// --local it keeps its files on its disk: they are read from there on the same machine, and on another one the error
    /// tells the place.
    /// - Parameter fileID: Id of the file, as file_id of a message tells it.
    /// - Returns: The content of the file.
    @Method(.reads, ru: "СкачатьФайл")
    public func downloadFile(fileID: ID) async throws -> ByteStream {
        try await download(try await read("getFile", ["file_id": fileID]))
    }

    /// Checks that what a Mini App sends comes from Telegram.
    ///
    /// The data say in auth_date how old they are; it is up to you how old you let them be. Nothing is sent.
    /// - Parameters:
    ///   - dataString: What the Mini App has as Telegram.WebApp.initData.
    ///   - token: Token of the bot that the Mini App belongs to.
    /// - Returns: The fields in the order they came, and under `passed` whether the signature is right.
    ///
    ///   ```json
    ///   {"query_id": "1", "user": "2", "hash": "3", "passed": false}
    ///   ```
    /// - Throws: `UsageError` when the data are no query string, or the token can't be one.
    @Method(.reads, ru: "ОбработатьДанныеTMA", name: "ProcessTMAData")
    public static func processTMAData(dataString: String, token: Secret) throws -> JSONObject {
        try BotToken.check(token)
        return try MiniAppData(dataString).checked(with: token)
    }

    /// Calls any method of the Bot API by its name, with parameters of your own.
    ///
    /// Parameters go out as they are given; files can't be uploaded this way.
    /// - Parameters:
    ///   - method: Name of the method, such as sendDice.
    ///   - params: Parameters of the method.
    /// - Returns: The answer, as it came.
    ///
    ///   ```json
    ///   {"ok": true, "result": {"message_id": 42, "chat": {"id": -1001234567890, "title": "Example",
    ///   "username": "example", "type": "supergroup"}, "date": 1768467600, "dice": {"emoji": "🎲", "value": 4}}}
    ///   ```
    @Method(.general, ru: "ВызватьМетод")
    public func call(method: String, params: JSONObject = [:]) async throws -> JSON {
        let name = method.trimmed
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
            throw UsageError([
                .unreadable(
                    option: "method", reason: "takes the name of a method, such as sendDice, not \(Quote.short(name))")
            ])
        }
        var fields = Fields()
        fields.append(contentsOf: params)
        return try await write(name, fields)
    }
}
