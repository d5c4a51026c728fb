/// How a library brings a text or a file to people: which of its methods, and what goes into which option.
///
/// `oint notify` sends by it. Texts are plain: what the service would take for markup is shown as it is written.
public struct NotificationChannel: Sendable {
    /// How a title is shown.
    public enum Heading: Sendable {
        /// As the first line of the text.
        case line
        /// By options of its own, which title and urgency are put into.
        case options(@Sendable (_ title: String?, _ urgency: NotificationUrgency?) -> [String: String])
    }

    /// A method that sends a file.
    public struct FileSending: Sendable {
        /// The method.
        public let method: String
        /// The option that takes the file.
        public let fileOption: String
        /// The option that takes the text that goes with it; nil where the text is a message of its own.
        public let textOption: String?
        /// How long that text may be.
        public let longestText: Int
        /// Options that take the name of the file.
        public let nameOptions: [String]
        /// The values of other options.
        public let constants: [String: String]

        /// Creates a description.
        /// - Parameters:
        ///   - method: The method.
        ///   - fileOption: The option that takes the file.
        ///   - textOption: The option that takes the text that goes with it; nil where the text is a message of its own.
        ///   - longestText: How long that text may be.
        ///   - nameOptions: Options that take the name of the file.
        ///   - constants: The values of other options.
        public init(
            _ method: String, file fileOption: String, text textOption: String? = nil, longestText: Int = 0,
            names nameOptions: [String] = [], constants: [String: String] = [:]
        ) {
            self.method = method
            self.fileOption = fileOption
            self.textOption = textOption
            self.longestText = longestText
            self.nameOptions = nameOptions
            self.constants = constants
        }
    }

    /// What stands behind the name of the library in a target, for people, such as `CHAT`.
    public let address: String
    /// The method that sends a text.
    public let method: String
    /// The option that takes the text.
    public let textOption: String
    /// How long a text may be.
    public let longestText: Int
    /// What is counted for that.
    public let unit: TextUnit
    /// The values of other options.
    public let constants: [String: String]
    /// How a title is shown.
    public let heading: Heading
    /// How a file is sent; nil where the service takes none.
    public let file: FileSending?
    /// Where the answer names the message; nil where it does not.
    public let id: JSONPath?
    /// Gives the options that an address stands for.
    public let options: @Sendable (_ address: String) throws(OptionError) -> [String: String]

    /// Creates a channel.
    /// - Parameters:
    ///   - address: What stands behind the name of the library in a target, for people, such as `CHAT`.
    ///   - method: The method that sends a text.
    ///   - textOption: The option that takes the text.
    ///   - longestText: How long a text may be.
    ///   - unit: What is counted for that.
    ///   - constants: The values of other options.
    ///   - heading: How a title is shown.
    ///   - file: How a file is sent; nil where the service takes none.
    ///   - id: Where the answer names the message.
    ///   - options: Gives the options that an address stands for.
    public init(
        to address: String, by method: String, text textOption: String, longestText: Int, _ unit: TextUnit,
        constants: [String: String] = [:], heading: Heading = .line, file: FileSending? = nil, id: JSONPath? = nil,
        options: @escaping @Sendable (_ address: String) throws(OptionError) -> [String: String]
    ) {
        self.address = address
        self.method = method
        self.textOption = textOption
        self.longestText = longestText
        self.unit = unit
        self.constants = constants
        self.heading = heading
        self.file = file
        self.id = id
        self.options = options
    }

    /// Creates a channel whose addresses are the value of one option.
    /// - Parameters:
    ///   - address: What stands behind the name of the library in a target, for people, such as `CHAT`.
    ///   - option: The option that takes it.
    ///   - method: The method that sends a text.
    ///   - textOption: The option that takes the text.
    ///   - longestText: How long a text may be.
    ///   - unit: What is counted for that.
    ///   - constants: The values of other options.
    ///   - file: How a file is sent; nil where the service takes none.
    ///   - id: Where the answer names the message.
    public init(
        to address: String, in option: String, by method: String, text textOption: String, longestText: Int,
        _ unit: TextUnit, constants: [String: String] = [:], file: FileSending? = nil, id: JSONPath? = nil
    ) {
        self.init(
            to: address, by: method, text: textOption, longestText: longestText, unit, constants: constants, file: file,
            id: id
        ) { text throws(OptionError) in [option: text] }
    }
}

/// How urgent a notification is, for services that know degrees.
public enum NotificationUrgency: String, OptionChoice {
    /// Can be read any time.
    case low
    /// The usual.
    case normal
    /// Should be seen soon.
    case high
    /// Has to be seen at once.
    case urgent

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }
}
