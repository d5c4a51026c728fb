import OIntCore

extension Command {
    /// Commands that look after settings, secrets and profiles.
    static let config: [Command] = []
}
