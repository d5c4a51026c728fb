import OIntCore

extension Bitrix24 {
    /// The colour of a chat without a picture of its own.
    ///
    /// Source: https://apidocs.bitrix24.com/api-reference/chats/chat-update/im-chat-update-color.html
    public enum ChatColor: String, OptionChoice {
        /// Red.
        case red = "RED"
        /// Green.
        case green = "GREEN"
        /// Mint.
        case mint = "MINT"
        /// Light blue.
        case lightBlue = "LIGHT_BLUE"
        /// Dark blue.
        case darkBlue = "DARK_BLUE"
        /// Purple.
        case purple = "PURPLE"
        /// Aqua.
        case aqua = "AQUA"
        /// Pink.
        case pink = "PINK"
        /// Lime.
        case lime = "LIME"
        /// Brown.
        case brown = "BROWN"
        /// Azure.
        case azure = "AZURE"
        /// Khaki.
        case khaki = "KHAKI"
        /// Sand.
        case sand = "SAND"
        /// Marengo, a dark grey.
        case marengo = "MARENGO"
        /// Gray.
        case gray = "GRAY"
        /// Graphite.
        case graphite = "GRAPHITE"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
