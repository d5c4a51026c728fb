import OIntCore

/// What is to be told: a text, a file, or both.
package struct NotifyMessage: Sendable {
    /// What is done with a text that is too long for a service.
    package enum Overlong: Sendable {
        /// Nothing is sent to anybody.
        case refused
        /// It is sent in parts, in order.
        case split
        /// Its beginning is sent, with a mark.
        case keepsBeginning
        /// Its end is sent, with a mark.
        case keepsEnd
    }

    /// The text; may be empty where there is a file.
    package var text: String
    /// The title.
    package var title: String?
    /// How urgent it is.
    package var urgency: NotificationUrgency?
    /// The path of a file.
    package var file: String?
    /// Whether a service that takes no files gets the text alone.
    package var fileMayBeMissing: Bool
    /// What is done with a text that is too long.
    package var overlong: Overlong

    /// Creates a message.
    /// - Parameters:
    ///   - text: The text; may be empty where there is a file.
    ///   - title: The title.
    ///   - urgency: How urgent it is.
    ///   - file: The path of a file.
    ///   - fileMayBeMissing: Whether a service that takes no files gets the text alone.
    ///   - overlong: What is done with a text that is too long.
    package init(
        _ text: String, title: String? = nil, urgency: NotificationUrgency? = nil, file: String? = nil,
        fileMayBeMissing: Bool = false, overlong: Overlong = .refused
    ) {
        self.text = text
        self.title = title
        self.urgency = urgency
        self.file = file
        self.fileMayBeMissing = fileMayBeMissing
        self.overlong = overlong
    }
}

/// What one target gets, call by call.
struct NotifyPlan: Sendable {
    /// One call of a method.
    struct Step: Sendable, Equatable {
        /// The method.
        let method: String
        /// The values of its options, by name.
        let options: [String: String]
    }

    /// The calls, in their order.
    private(set) var steps: [Step] = []
    /// Whether the file is left out, since the service takes none.
    private(set) var leavesFileOut = false

    /// Plans what a target gets.
    /// - Parameters:
    ///   - message: What is to be told.
    ///   - channel: How the library does it.
    ///   - address: The address there.
    /// - Throws: `UsageError` when the address, the length of the text or the file won't do.
    init(
        _ message: NotifyMessage, by channel: NotificationChannel, to address: String
    ) throws(UsageError) {
        let place: [String: String]
        do throws(OptionError) {
            guard !address.isEmpty else { throw OptionError("is missing: write \(channel.address) behind the colon") }
            place = try channel.options(address)
        } catch {
            throw UsageError("its address \(error.description)")
        }
        var text = message.text
        var heading: [String: String] = [:]
        switch channel.heading {
        case .line: text = [message.title, text].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n\n")
        case .options(let options): heading = options(message.title, message.urgency)
        }
        let common = place.merging(channel.constants) { own, _ in own }
        var file: NotificationChannel.FileSending?
        if message.file != nil {
            file = channel.file
            guard file != nil || message.fileMayBeMissing else {
                throw UsageError("it takes no files; with --file-optional it gets the text alone")
            }
            leavesFileOut = file == nil
        }
        let carriesText = file?.textOption != nil && channel.unit.length(of: text) <= (file?.longestText ?? 0)
        if !text.isEmpty, file == nil || !carriesText {
            for part in try Self.parts(of: text, message.overlong, channel) {
                let options = common.merging(heading) { own, _ in own }
                steps.append(Step(method: channel.method, options: options.merging([channel.textOption: part]) { $1 }))
                // One bell is enough.
                heading = [:]
            }
        }
        if let file, let path = message.file {
            var options = place.merging(file.constants) { own, _ in own }.merging(heading) { own, _ in own }
            options[file.fileOption] = path
            for name in file.nameOptions { options[name] = path.split(separator: "/").last.map { String($0) } ?? path }
            if carriesText, let option = file.textOption, !text.isEmpty { options[option] = text }
            steps.append(Step(method: file.method, options: options))
        }
        guard !steps.isEmpty else { throw UsageError("there is nothing to send: give --text, --file or both") }
    }

    private static func parts(
        of text: String, _ overlong: NotifyMessage.Overlong, _ channel: NotificationChannel
    ) throws(UsageError) -> [String] {
        let (limit, unit) = (channel.longestText, channel.unit)
        let length = unit.length(of: text)
        guard length > limit else { return [text] }
        switch overlong {
        case .split: return TextParts.of(text, limit: limit, unit)
        case .keepsBeginning: return [TextParts.shortened(text, limit: limit, unit, keepsEnd: false)]
        case .keepsEnd: return [TextParts.shortened(text, limit: limit, unit, keepsEnd: true)]
        case .refused:
            throw UsageError(
                "the text has \(length) \(unit.rawValue), more than the \(limit) that it takes: --long split sends it in parts, --long keep-start or keep-end a piece of it"
            )
        }
    }
}
