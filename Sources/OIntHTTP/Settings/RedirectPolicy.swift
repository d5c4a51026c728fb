/// What becomes of an answer that leads elsewhere.
public enum RedirectPolicy: Sendable, Hashable {
    /// It is followed as browsers do: 301 and 302 make a `GET` without a body of a `POST`, 303 of everything, and 307 and 308
    /// change nothing.
    ///
    /// Source: https://fetch.spec.whatwg.org/#http-redirect-fetch
    case follows
    /// It is followed with the same method and body, but after 303; for services that move and answer 301 or 302 to a `POST`
    /// which they want at the new place.
    case keepsMethod
    /// It is an answer like any other.
    case ends
}
