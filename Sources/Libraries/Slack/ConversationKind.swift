import OIntCore

extension Slack {
    /// A kind of conversation.
    ///
    /// Source: https://docs.slack.dev/reference/methods/conversations.list
    public enum ConversationKind: String, OptionChoice {
        /// A channel that everyone in the workspace may join.
        case publicChannel = "public_channel"
        /// A channel with members by invitation.
        case privateChannel = "private_channel"
        /// A direct conversation of several people.
        case group = "mpim"
        /// A direct conversation of two.
        case direct = "im"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
