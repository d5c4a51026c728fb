import OIntCore

/// The code of "Keeping secrets safe".
enum Secrets {
    static func read(_ environment: [String: String], print: (Secret) -> Void) -> Secret {
        let token = Secret(environment["BOT_TOKEN"] ?? "")
        print(token)  // ***
        return token
    }

    static func mask(_ answer: JSON, _ token: Secret) -> JSON {
        let redactor = Redactor([token])
        let shown = redactor.masked(answer)
        return shown
    }
}
