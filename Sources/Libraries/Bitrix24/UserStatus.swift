import OIntCore

extension Bitrix24 {
    /// How present a user is in the messenger.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/chats/users/im-user-status-set.html
    public enum UserStatus: String, OptionChoice {
        /// At the desk, and glad to be notified.
        case online
        /// Not to be disturbed: nothing is notified.
        case doNotDisturb = "dnd"
        /// Away from the desk.
        case away
        /// Taking a break.
        case onBreak = "break"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
