import OIntCore

extension JSONObject {
    /// The object without the members of a key, in any case of letters: some of Bitrix24's methods read keys so.
    func without(_ key: String) -> JSONObject {
        JSONObject(members: filter { $0.key.lowercased() != key.lowercased() })
    }
}
