import OIntCore

/// A service's way to take a large content: the part that the service's library writes.
///
/// What follows from it for all services alike is done by ``HTTP``'s uploading: cutting, reading, hashing, progress,
/// resuming after a broken connection, and the state file that survives the process.
package protocol UploadProtocol: Sendable {
    /// What the service knows the upload by, kept in the state file.
    associatedtype Session: UploadSession
    /// What the service answers in the end.
    associatedtype Answer: Sendable

    /// The service's name for people.
    var service: String { get }
    /// What is uploaded to where, without secrets, such as `files/upload /photos/a.jpg`: a state file is good for one.
    var target: String { get }
    /// How the content is cut.
    var parts: UploadPartSize { get }
    /// The hash by which the service tells what it has; nil where it tells none.
    var hash: ContentHash? { get }

    /// Starts an upload.
    /// - Parameter content: What is going to be uploaded.
    /// - Returns: What the service knows the upload by.
    func begin(_ content: UploadContent) async throws -> Session
    /// Sends a content that has a single part, where the service takes it in one request without a session.
    /// - Parameter part: All of the content.
    /// - Returns: What the service answers; nil where it goes like a larger one.
    func putAlone(_ part: UploadPart) async throws -> Answer?
    /// What the final answer tells of the content that the service has, to be compared with what was sent.
    func stored(in answer: Answer) -> StoredContent
    /// Tells the service to forget the upload, where it can be told. Failures don't matter.
    func cancel(_ session: Session) async throws
}

extension UploadProtocol {
    /// Nothing: it goes like a larger one.
    package func putAlone(_ part: UploadPart) async throws -> Answer? { nil }
    /// Nothing is told.
    package func stored(in answer: Answer) -> StoredContent { StoredContent() }
    /// Does nothing: the service forgets by itself.
    package func cancel(_ session: Session) async throws {}
}

/// An upload whose parts go one after the other, each to where the last one ended: Google, Dropbox, Yandex, Ollama.
package protocol OffsetUpload: UploadProtocol {
    /// Sends a part.
    ///
    /// A refusal because of a wrong offset is no error here: it tells how many bytes the service has.
    /// - Parameters:
    ///   - part: The part; ``UploadPart/request(_:_:query:headers:secrets:)`` makes its request.
    ///   - session: What the service knows the upload by.
    /// - Returns: How much the service has now.
    /// - Throws: ``UploadSessionExpired`` when the service does not know the upload any more; what sending throws.
    func put(_ part: UploadPart, of session: Session) async throws -> UploadStep<Answer>
    /// Asks the service how much it has, after a failure and when an upload is resumed.
    /// - Parameter session: What the service knows the upload by.
    /// - Returns: How much it has; nil where it can't be asked, and the last part is sent again.
    /// - Throws: ``UploadSessionExpired`` when the service does not know the upload any more; what sending throws.
    func state(of session: Session) async throws -> UploadStep<Answer>?
    /// Ends the upload after the last part, where that takes a request of its own.
    ///
    /// After a lost answer it is called again only when ``state(of:)`` does not say that it is done.
    /// - Parameters:
    ///   - session: What the service knows the upload by.
    ///   - content: What was sent.
    func finish(_ session: Session, _ content: SentContent) async throws -> Answer
}

/// An upload whose parts are numbered, and sent in any order: S3, OpenAI, X.
package protocol PartedUpload: UploadProtocol {
    /// How many parts travel at the same time.
    var parallel: Int { get }
    /// Sends a part; one of the same number takes its place.
    /// - Parameters:
    ///   - part: The part; its request is repeated like one that only reads.
    ///   - session: What the service knows the upload by.
    /// - Returns: What the service knows the part by.
    func put(_ part: UploadPart, of session: Session) async throws -> String
    /// Puts the parts together.
    /// - Parameters:
    ///   - session: What the service knows the upload by.
    ///   - receipts: What the service knows the parts by, in their order.
    ///   - content: What was sent.
    func finish(_ session: Session, receipts: [String], _ content: SentContent) async throws -> Answer
}

/// What a service knows an upload by, as JSON, so that it can be kept in a file.
package protocol UploadSession: Sendable {
    /// The session as JSON.
    var sessionJSON: JSON { get }
    /// Reads a session; nil when the value is none.
    init?(sessionJSON: JSON)
}

extension String: UploadSession {
    /// The id or address as a text.
    package var sessionJSON: JSON { .string(self) }
    /// Reads an id or address.
    package init?(sessionJSON: JSON) {
        guard let text = sessionJSON.string else { return nil }
        self = text
    }
}

extension JSONObject: UploadSession {
    /// The object itself.
    package var sessionJSON: JSON { .object(self) }
    /// Reads an object.
    package init?(sessionJSON: JSON) {
        guard let object = sessionJSON.object else { return nil }
        self = object
    }
}

/// How far an upload has come.
package enum UploadStep<Answer: Sendable>: Sendable {
    /// The service has so many bytes, from the beginning of the content.
    case stored(Int)
    /// The upload is over, with this answer.
    case finished(Answer)
}

/// What is going to be uploaded.
package struct UploadContent: Sendable {
    /// How many bytes there are; nil for a stream.
    package let size: Int?
    /// How many bytes a part has; nil where all goes out in one request.
    package let partSize: Int?
}

/// What was sent.
package struct SentContent: Sendable {
    /// How many bytes there were.
    package let size: Int
    /// Their hash, of the kind that the upload names.
    package let digest: ContentDigest?
}

/// What a service tells of the content it has.
package struct StoredContent: Sendable {
    /// How many bytes there are, where the service tells.
    package let size: Int?
    /// Their hash in hexadecimal digits or base64, where the service tells.
    package let hash: String?

    /// Creates a description.
    /// - Parameters:
    ///   - size: How many bytes there are; nil where the service does not tell.
    ///   - hash: Their hash in hexadecimal digits or base64; nil where the service does not tell.
    package init(size: Int? = nil, hash: String? = nil) {
        self.size = size
        self.hash = hash
    }
}

/// The service does not know an upload any more: it took too long, was finished or cancelled.
package struct UploadSessionExpired: Error, Sendable {
    /// What the service says.
    package let reason: any Error

    /// Creates an error.
    /// - Parameter reason: What the service says.
    package init(_ reason: any Error) { self.reason = reason }
}
