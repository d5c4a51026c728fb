import OIntCore
import OIntHTTP

/// Messages as they come, over as many connections as it takes; used by one task at a time.
///
/// After a break the server is asked for what came after the last message. Where it does not know that one any more it
/// gives all that it keeps: what was seen before, or is older than the subscription, is left out.
///
/// Source: https://docs.ntfy.sh/subscribe/api/#fetch-cached-messages
final class Subscription: EventSource, @unchecked Sendable {
    /// How many connections may fail one after the other.
    private static let patience = 12
    /// How many messages are remembered: more than servers give at once.
    private static let memory = 20_000

    private let service: Service
    private let topics: Ntfy.Topics
    private let filter: Ntfy.MessageFilter
    private var position: String?
    private var lines: JSONLines.AsyncIterator?
    private var seen: Set<String> = []
    private var order: [String] = []
    private var start: Int?
    private var failures = 0
    private var wasOpen = false

    /// Creates a subscription; it connects when the first message is asked for.
    /// - Parameters:
    ///   - service: The server.
    ///   - topics: The topics.
    ///   - filter: Which messages.
    init(_ service: Service, _ topics: Ntfy.Topics, _ filter: Ntfy.MessageFilter) {
        self.service = service
        self.topics = topics
        self.filter = filter
        position = filter.beginning
    }

    /// Waits for the next message.
    func next() async throws -> JSON? {
        while true {
            let event: JSON
            do {
                event = try await line()
            } catch {
                lines = nil
                guard wasOpen, Self.isPassing(error), failures < Self.patience else { throw error }
                failures += 1
                try await service.http.pause(beforeRetry: failures, after: error)
                continue
            }
            if let message = try message(event) { return message }
        }
    }

    /// The next line, over a new connection where there is none.
    private func line() async throws -> JSON {
        if lines == nil {
            var query: Query = ["since": position]
            query.append(contentsOf: filter.conditions)
            lines = try await service.jsonLines(.get("\(topics.text)/json", query: query)).makeAsyncIterator()
        }
        guard let line = try await lines?.next() else {
            throw ConnectionError(peer: "ntfy", step: .receiving, reason: "the server ended the subscription")
        }
        return line
    }

    /// What a line tells that is to be shown; nil for signs of life, and for what was shown before.
    private func message(_ event: JSON) throws(ReplyError) -> JSON? {
        guard let id = event["id"]?.string, let kind = event["event"]?.string else {
            throw ReplyError(peer: "ntfy", reason: "a line of the response is no message; check --url")
        }
        let time = event["time"]?.int
        switch kind {
        case "open":
            if !wasOpen, position == nil {
                start = time
                // What comes while a connection is broken is later than this.
                position = time.map { String($0) }
            }
            wasOpen = true
            return nil
        case "keepalive":
            failures = 0
            return nil
        default:
            wasOpen = true
            failures = 0
            guard seen.insert(id).inserted else { return nil }
            order.append(id)
            if order.count > Self.memory { seen.remove(order.removeFirst()) }
            if let start, let time, time < start { return nil }
            position = id
            return event
        }
    }

    /// Whether another connection may do better.
    private static func isPassing(_ error: any Error) -> Bool {
        switch error {
        case is ConnectionError, is ReplyError: true
        case let refusal as ServiceError: refusal.status.map { $0 >= 500 || $0 == 429 } ?? false
        default: false
        }
    }
}
