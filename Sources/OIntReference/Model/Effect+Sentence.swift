import OIntCore

extension Effect {
    /// What the effect means for people, in a sentence.
    package var sentence: String {
        switch self {
        case .reads: "Only reads."
        case .writes: "Creates or changes something."
        case .destroys: "Removes something, or can't be undone."
        case .general: "Does what it is told to do, be it what can't be undone."
        }
    }
}
