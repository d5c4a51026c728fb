import OIntCore
import OIntHTTP

@Methods("Message sending")
extension Viber {
    /// Sends a text.
    /// - Parameters:
    ///   - text: Text, up to 7,000 characters.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - keyboard: Keyboard, as CreateKeyboardFromArrayButton gives it.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture that it shows, up to 100 KB.
    ///   - version: Oldest version of the interface that shows it; newer buttons need more than 1.
    ///   - tracking: Text that comes back with the user's answer, up to 4,000 characters.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087, "billing_status": 1}
    ///   ```
    @Method(.writes, ru: "ОтправитьТекстовоеСообщение", calls: "send_message", roles: ["avatar": .data])
    public func sendTextMessage(
        text: String, user: ID, ischannel isChannel: Bool, keyboard: JSONObject = [:], sender: String = "Bot",
        avatar: String? = nil, minversion version: Int = 1, tracking: String? = nil
    ) async throws -> JSON {
        var content: JSONObject = ["text": try Message.checked(text, "text", atMost: Message.longestText)]
        if let tracking {
            content.append("tracking_data", try Message.checked(tracking, "tracking", atMost: 4000))
        }
        return try await send(
            Message("text", content, sender: (sender, avatar), version: version, keyboard: keyboard), user, isChannel)
    }

    /// Sends a picture by its address.
    /// - Parameters:
    ///   - picture: Address of the picture, JPEG of up to 1 MB.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - description: Text beside it, up to 512 characters.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture of the sender, up to 100 KB.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087}
    ///   ```
    @Method(.writes, ru: "ОтправитьКартинку", calls: "send_message", roles: ["picture": .data, "avatar": .data])
    public func sendImage(
        picture: String, user: ID, ischannel isChannel: Bool, description: String? = nil, sender: String = "Bot",
        avatar: String? = nil
    ) async throws -> JSON {
        var content: JSONObject = ["media": .string(picture)]
        if let description {
            content.append("text", try Message.checked(description, "description", atMost: Message.longestCaption))
        }
        return try await send(Message("picture", content, sender: (sender, avatar)), user, isChannel)
    }

    /// Sends a file by its address.
    /// - Parameters:
    ///   - file: Address of the file, up to 50 MB.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - ext: Ending of its name, such as pdf.
    ///   - size: Size in bytes; the address is asked for it when not given.
    ///   - filename: Name that is shown, with its ending; File and the ending when not given.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture of the sender, up to 100 KB.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087}
    ///   ```
    @Method(.writes, ru: "ОтправитьФайл", calls: "send_message", roles: ["file": .destination, "avatar": .data])
    public func sendFile(
        file: String, user: ID, ischannel isChannel: Bool, ext: String, size: Int? = nil, filename: String? = nil,
        sender: String = "Bot", avatar: String? = nil
    ) async throws -> JSON {
        let name = filename ?? "File." + ext.filter { $0 != "." }
        guard name.count <= 256 else {
            throw UsageError("--filename has \(name.count) characters, and Viber takes 256")
        }
        var length = size
        if length == nil { length = try await self.size(of: file) }
        guard let length, (1...50_000_000).contains(length) else {
            throw UsageError("the file has \(length ?? 0) bytes, and Viber takes 1 to 50,000,000")
        }
        return try await send(
            Message(
                "file", ["media": .string(file), "size": JSON(length), "file_name": .string(name)],
                sender: (sender, avatar)), user, isChannel)
    }

    /// How many bytes stand at an address, which Viber wants to be told.
    private func size(of address: String) async throws -> Int {
        let response = try await service.http.send(Request(.get, address))
        guard (200..<300).contains(response.status) else {
            throw UsageError("the address of the file answers with \(response.status): give --size, or another address")
        }
        if let length = response.body.length { return length }
        var count = 0
        for try await chunk in response.body { count += chunk.byteCount }
        return count
    }

    /// Sends a contact.
    /// - Parameters:
    ///   - name: Name of the contact, up to 28 characters.
    ///   - phone: Telephone number.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture of the sender, up to 100 KB.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087}
    ///   ```
    @Method(.writes, ru: "ОтправитьКонтакт", calls: "send_message", roles: ["avatar": .data])
    public func sendContact(
        name: String, phone: String, user: ID, ischannel isChannel: Bool, sender: String = "Bot", avatar: String? = nil
    ) async throws -> JSON {
        let contact: JSON = [
            "name": try Message.checked(name, "name", atMost: 28),
            "phone_number": try Message.checked(phone, "phone", atMost: 18),
        ]
        return try await send(Message("contact", ["contact": contact], sender: (sender, avatar)), user, isChannel)
    }

    /// Sends a place.
    /// - Parameters:
    ///   - lat: Latitude, from -90 to 90.
    ///   - long: Longitude, from -180 to 180.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture of the sender, up to 100 KB.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087}
    ///   ```
    @Method(.writes, ru: "ОтправитьЛокацию", calls: "send_message", roles: ["avatar": .data])
    public func sendLocation(
        lat: JSONNumber, long: JSONNumber, user: ID, ischannel isChannel: Bool, sender: String = "Bot",
        avatar: String? = nil
    ) async throws -> JSON {
        guard let north = Double(lat.text), abs(north) <= 90 else {
            throw UsageError("--lat is \(lat); give -90 to 90")
        }
        guard let east = Double(long.text), abs(east) <= 180 else {
            throw UsageError("--long is \(long); give -180 to 180")
        }
        let place: JSON = ["lat": .number(lat), "lon": .number(long)]
        return try await send(Message("location", ["location": place], sender: (sender, avatar)), user, isChannel)
    }

    /// Sends a link, which is shown with a preview.
    /// - Parameters:
    ///   - url: Link, up to 2,000 characters.
    ///   - user: Id of the user; for a channel that of its superadministrator.
    ///   - isChannel: Whether it goes into the channel, and not to a user of the bot.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture of the sender, up to 100 KB.
    /// - Returns: The answer with the message's token.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 5741311803571721087}
    ///   ```
    @Method(.writes, ru: "ОтправитьСсылку", calls: "send_message", roles: ["url": .data, "avatar": .data])
    public func sendLink(
        url: String, user: ID, ischannel isChannel: Bool, sender: String = "Bot", avatar: String? = nil
    ) async throws -> JSON {
        try await send(
            Message("url", ["media": try Message.checked(url, "url", atMost: 2000)], sender: (sender, avatar)), user,
            isChannel)
    }

    /// Sends a text to many users of a bot; more than three hundred get it in parts, in their order.
    /// - Parameters:
    ///   - users: Ids of users.
    ///   - text: Text, up to 7,000 characters.
    ///   - keyboard: Keyboard, as CreateKeyboardFromArrayButton gives it.
    ///   - sender: Name that the message shows, up to 28 characters.
    ///   - avatar: Address of a picture that it shows, up to 100 KB.
    ///   - version: Oldest version of the interface that shows it.
    /// - Returns: The answer; `failed_list` is empty.
    ///
    ///   ```json
    ///   {"status": 0, "status_message": "ok", "message_token": 40808912438712, "failed_list": []}
    ///   ```
    /// - Throws: `ServiceError` when some users do not get it, with each of them in its reply.
    @Method(.writes, ru: "РазослатьТекстовоеСообщение", calls: "broadcast_message", roles: ["avatar": .data])
    public func broadcastTextMessage(
        users: [ID], text: String, keyboard: JSONObject = [:], sender: String = "Bot", avatar: String? = nil,
        minversion version: Int = 1
    ) async throws -> JSON {
        guard !users.isEmpty else { throw UsageError("--users has no users") }
        let ids = try users.map { user throws(UsageError) in try Message.checked(user: user) }
        let message = try Message(
            "text", ["text": try Message.checked(text, "text", atMost: Message.longestText)], sender: (sender, avatar),
            version: version, keyboard: keyboard)
        var answer: JSONObject = [:]
        var failed: [JSON] = []
        for start in stride(from: 0, to: ids.count, by: Self.mostReceivers) {
            var fields = message.fields
            let part = Array(ids[start..<min(start + Self.mostReceivers, ids.count)])
            fields.append("broadcast_list", .array(part))
            do {
                let reply = try await service.json(
                    .post("broadcast_message", body: .json(.object(fields)), isRepeatable: false))
                answer = reply.object ?? [:]
                failed += reply["failed_list"]?.array ?? []
            } catch let error as ServiceError where start > 0 {
                answer["failed_list"] = .array(failed)
                answer["sent_to"] = JSON(start)
                throw ServiceError(
                    service: error.service, status: error.status, code: error.code,
                    message: "\(error.message ?? "refused"); \(Self.told(start, failed))", remedy: error.remedy,
                    reply: .json(.object(answer)))
            } catch let error as ConnectionError where start > 0 {
                throw ConnectionError(
                    peer: error.peer, step: error.step, reason: "\(error.reason); \(Self.told(start, failed))",
                    remedy: error.remedy, isTimeout: error.isTimeout, isPassing: error.isPassing)
            }
        }
        answer["failed_list"] = .array(failed)
        guard !failed.isEmpty else { return .object(answer) }
        let first = failed[0]
        throw ServiceError(
            service: service.name, code: first["status"]?.int.map { String($0) },
            message:
                "\(failed.count) of \(ids.count) users did not get it, the first \(first["receiver"]?.string ?? ""): \(first["status_message"]?.string ?? "refused")",
            remedy: first["status"]?.int.flatMap { Refusal.remedies[String($0)] }, reply: .json(.object(answer)))
    }

    /// Gives a keyboard with a button for each title.
    /// - Parameters:
    ///   - buttons: Titles of the buttons.
    ///   - color: Colour of the buttons, as #rrggbb.
    /// - Returns: The keyboard.
    ///
    ///   ```json
    ///   {"Buttons": [{"ActionType": "reply", "ActionBody": "Yes", "Text": "Yes", "BgColor": "#2db9b9", "Columns": 3}],
    ///   "Type": "keyboard"}
    ///   ```
    @Method(.reads, ru: "СформироватьКлавиатуруИзМассиваКнопок")
    public static func createKeyboardFromArrayButton(buttons: [String], color: String = "#2db9b9") -> JSON {
        let shown = buttons.map { title -> JSON in
            [
                "ActionType": "reply", "ActionBody": .string(title), "Text": .string(title), "BgColor": .string(color),
                "Columns": 3,
            ]
        }
        return ["Buttons": .array(shown), "Type": "keyboard"]
    }

    /// What has become of the users before a part of a broadcast that did not go.
    private static func told(_ count: Int, _ failed: [JSON]) -> String {
        "the first \(count) users were sent to" + (failed.isEmpty ? "" : ", and \(failed.count) of them did not get it")
    }

    /// Sends a message to a user of a bot, or into a channel.
    private func send(_ message: Message, _ user: ID, _ isChannel: Bool) async throws -> JSON {
        let id = try Message.checked(user: user)
        let fields = JSONObject([(isChannel ? "from" : "receiver", id)] + message.fields.map { ($0.key, $0.value) })
        return try await service.json(
            .post(isChannel ? "post" : "send_message", body: .json(.object(fields)), isRepeatable: false))
    }
}
