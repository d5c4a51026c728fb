import OIntCore
import OIntHTTP

@Methods("Publication")
extension Ntfy {
    /// Shows what a message can have besides its text.
    /// - Parameter empty: Whether the values are blank instead of hints.
    /// - Returns: The options.
    ///
    ///   ```json
    ///   {"Title": "<title of the notification>", "Priority": "<urgency from 1 to 5>", "Tags": "<tags>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьСтруктуруПараметровСообщения")
    public static func getMessageParametersStructure(empty: Bool = false) -> JSON {
        MessageOptions.sample(empty: empty)
    }

    /// Publishes a notification.
    ///
    /// The text may have 4,096 bytes: the server would make a file of a longer one.
    ///
    /// Source: https://docs.ntfy.sh/publish/
    /// - Parameters:
    ///   - topic: Name of the topic.
    ///   - message: Text of the notification, up to 4,096 bytes.
    ///   - options: What the message has besides, as GetMessageParametersStructure shows it.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"id": "hwQ2YpKdmg5k", "time": 1768467600, "expires": 1768510800, "event": "message", "topic": "backups-k3v9",
    ///   "title": "Backup", "message": "The backup is done", "priority": 4, "tags": ["floppy_disk"]}
    ///   ```
    @Method(.writes, ru: "ОтправитьСообщение", calls: "POST <topic>")
    public func sendMessage(topic: Topic, message: String, options: MessageOptions? = nil) async throws -> JSON {
        guard !message.trimmed.isEmpty else {
            throw UsageError("--message is empty: the server would put words of its own there")
        }
        guard message.utf8.count <= Self.longestText else {
            throw UsageError(
                """
                --message has \(message.utf8.count) bytes, more than \(Self.longestText): the server would make a file of \
                it, or cut it; send less, or the text as a file with SendFile
                """)
        }
        return try await published(
            .post(
                "\(topic.text)", headers: (options ?? MessageOptions()).headers(),
                body: .bytes(Array(message.utf8), type: nil)))
    }

    /// Publishes a file, with a text or without one.
    ///
    /// The server keeps it for some hours. Public servers take 15 MB at most, ntfy.sh 2 MB without an account.
    ///
    /// Source: https://docs.ntfy.sh/publish/#attach-local-file
    /// - Parameters:
    ///   - topic: Name of the topic.
    ///   - file: The file.
    ///   - filename: Name that subscribers see; the file's own, where it is left out.
    ///   - message: Text of the notification.
    ///   - options: What the message has besides, as GetMessageParametersStructure shows it.
    /// - Returns: The message.
    ///
    ///   ```json
    ///   {"id": "q1bVuXkR7cWz", "time": 1768467600, "expires": 1768510800, "event": "message", "topic": "backups-k3v9",
    ///   "message": "You received a file: report.pdf", "attachment": {"name": "report.pdf", "type": "application/pdf",
    ///   "size": 48213, "expires": 1768478400, "url": "https://ntfy.example.com/file/q1bVuXkR7cWz.pdf"}}
    ///   ```
    @Method(.writes, ru: "ОтправитьФайл", calls: "PUT <topic>")
    public func sendFile(
        topic: Topic, file: FileInput, filename: String? = nil, message: String? = nil, options: MessageOptions? = nil
    ) async throws -> JSON {
        var options = options ?? MessageOptions()
        guard options.attach == nil else {
            throw UsageError("a message has one file: leave out Attach, or send that address with SendMessage")
        }
        // Without a name a short text file would become the text of the message.
        options.filename = filename ?? options.filename ?? file.name ?? "attachment"
        var headers = try options.headers()
        if let message, !message.trimmed.isEmpty { headers.append(HeaderField("Message", try Self.caption(message))) }
        var size: Int?
        switch file.content {
        case .path(let path): size = try LocalFile.size(path)
        case .bytes(let bytes): size = bytes.count
        default: break
        }
        guard size != 0 else { throw UsageError("the file is empty: the server takes none without content") }
        let sent = try await published(
            .put("\(topic.text)", headers: headers, body: .file(file, type: nil), isRepeatable: false))
        if let size, let stored = sent["attachment"]?["size"]?.int, stored != size {
            throw ReplyError(
                peer: "ntfy", reason: "the server has \(stored) bytes of the file, which has \(size): send it again")
        }
        return sent
    }

    /// How many bytes the text of a message may have.
    static let longestText = 4096

    /// A text that travels in a header, where `\n` stands for the end of a line.
    private static func caption(_ text: String) throws(UsageError) -> String {
        guard !text.contains("\\n") else {
            throw UsageError(#"--message holds \n, of which the server would make the end of a line"#)
        }
        guard text.utf8.count <= longestText else {
            throw UsageError("--message has \(text.utf8.count) bytes, more than \(longestText)")
        }
        return try HeaderText.encoded(text.replacing("\r\n", with: "\\n").replacing("\n", with: "\\n"), "--message")
    }
}
