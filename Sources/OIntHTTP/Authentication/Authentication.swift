import OIntCore

extension Request {
    /// How the headers came about that say who sends a request.
    ///
    /// Whoever shows the request in another form, such as a command of another program, needs to know: what was worked
    /// out for one try is good for no other.
    package enum Authentication: Sendable {
        /// User and password, joined by a colon, in the header `Authorization`.
        case basic(Secret)
        /// User and password, joined by a colon; what is sent is worked out from the service's challenge.
        case digest(Secret)
        /// A signature of Amazon's, version 4.
        case aws(AWSCredentials)
        /// A signature by OAuth 1.
        case oauth1
    }
}
