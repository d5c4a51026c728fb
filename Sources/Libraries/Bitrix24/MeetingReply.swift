import OIntCore

extension Bitrix24 {
    /// What somebody answers to an invitation.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/calendar/calendar-event/calendar-meeting-status-set.html
    public enum MeetingReply: String, OptionChoice {
        /// Comes.
        case accepted = "Y"
        /// Doesn't come.
        case declined = "N"
        /// Has not answered yet.
        case undecided = "Q"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
