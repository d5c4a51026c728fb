import OIntCore

/// Sees to it that secrets go nowhere but where they belong.
///
/// The secrets of a profile belong to the destinations that stand in the same profile, and to the library's own where
/// none does. Where a call leads elsewhere, or asks for less protection, it goes without them. Secrets in variables of
/// the environment belong to whoever set them: they follow what a person says on the command line, but not what a
/// program hands over, such as an agent or the line of a batch.
struct SecretBinding {
    /// An option of a call that leads away from where secrets belong.
    private struct Departure {
        let option: String
        /// The places that the call goes to; empty where they are not known.
        let places: [Destination]
        /// The places that the secrets belong to; empty where they are not known.
        let home: [Destination]
        /// Whether the option is about protection only.
        let isWeaker: Bool
        /// Whether the value brings secrets of its own, so that those of the profile are not missed.
        let bringsSecrets: Bool
    }

    let library: LibraryDescriptor
    let profile: ProfileName
    /// What the call gives, by option.
    let given: [String: [OptionInput]]
    /// The secrets of the profile.
    let stored: LibrarySecrets?
    /// The tokens of its login.
    let tokens: OAuthTokens?
    /// The hosts that get secrets in any case.
    let allowedHosts: [String]
    /// What leads the profile's secrets away.
    private var departure: Departure?
    /// What leads secrets of the environment away.
    private var departureOfVariables: Departure?
    /// The options that variables of the environment give, and that are secrets.
    private var variableSecrets: [String] = []
    /// Where the profile's secrets go that hold their destination themselves, such as connection strings.
    private var ownPlaces: [Destination] = []

    init(
        library: LibraryDescriptor, profile: ProfileName, given: [String: [OptionInput]], stored: LibrarySecrets?,
        tokens: OAuthTokens?, allowedHosts: [String]
    ) {
        self.library = library
        self.profile = profile
        self.given = given
        self.stored = stored
        self.tokens = tokens
        self.allowedHosts = allowedHosts.map { $0.trimmed.lowercased() }
    }

    /// Looks at an option of the method.
    /// - Parameters:
    ///   - parameter: The option.
    ///   - variable: What the environment gives for it.
    ///   - setting: What the plain settings of the profile give for it.
    mutating func note(_ parameter: ParameterDescriptor, variable: [OptionInput]?, setting: [OptionInput]?) {
        if let variable, given[parameter.name] == nil, Configuration.isSecret(parameter, variable) {
            variableSecrets.append(parameter.name)
        }
        // The account of a login is where its tokens belong, whatever the option's type says.
        let isAccount = library.oauth?.accountOption == parameter.name
        guard isAccount || !parameter.roles.isDisjoint(with: [.destination, .protection]) else { return }
        let kept = stored?.options[parameter.name].map { [OptionInput($0.exposed)] }
        let account = tokens?.options[parameter.name].map { [OptionInput($0)] }
        if let kept, let value = Self.value(parameter, kept) { ownPlaces += value.destinations }
        let standard = parameter.defaultText.map { [OptionInput($0)] }
        // A blank value asks for what goes without one, and not for what the profile has.
        let spoken = given[parameter.name].map { inputs in inputs.allSatisfy(\.isBlank) ? standard ?? inputs : inputs }
        if departure == nil, let inputs = spoken ?? variable {
            departure = leads(inputs, awayFrom: setting ?? kept ?? account ?? standard, by: parameter)
        }
        if departureOfVariables == nil, let spoken, spoken.contains(where: { $0.source == .program }) {
            departureOfVariables = leads(spoken, awayFrom: variable ?? setting ?? kept ?? standard, by: parameter)
        }
    }

    private static func value(_ parameter: ParameterDescriptor, _ inputs: [OptionInput]) -> (any OptionValue)? {
        try? parameter.value(of: inputs)
    }

    private func leads(
        _ inputs: [OptionInput], awayFrom home: [OptionInput]?, by parameter: ParameterDescriptor
    ) -> Departure? {
        // What can't be read ends the call before anything is sent.
        guard inputs != home else { return nil }
        if inputs.allSatisfy(\.isBlank), home != nil {
            return Departure(option: parameter.name, places: [], home: [], isWeaker: false, bringsSecrets: false)
        }
        guard let value = Self.value(parameter, inputs) else { return nil }
        let known = home.flatMap { Self.value(parameter, $0) }
        let isWeaker = !parameter.roles.contains(.destination) && library.oauth?.accountOption != parameter.name
        if isWeaker {
            if value.isFullyProtective || known?.optionText == value.optionText { return nil }
            return Departure(option: parameter.name, places: [], home: [], isWeaker: true, bringsSecrets: false)
        }
        let (places, homePlaces) = (Self.places(of: value), known.map { Self.places(of: $0) } ?? [])
        // What a value says about protection is not looked into: one that says both has to be the one that is kept.
        let staysAtHome = !places.isEmpty && Set(places).isSubset(of: homePlaces)
        if staysAtHome, !parameter.roles.contains(.protection) { return nil }
        return Departure(
            option: parameter.name, places: places, home: homePlaces, isWeaker: false,
            bringsSecrets: !value.secrets.isEmpty)
    }

    /// The places that a value leads to; a plain text is taken for a host or an address.
    private static func places(of value: any OptionValue) -> [Destination] {
        guard value.destinations.isEmpty else { return value.destinations }
        let text = value.optionText.trimmed
        return Destination(address: text.contains("://") ? text : "https://" + text).map { [$0] } ?? []
    }

    /// Takes the secrets out of a call that must not go along, and says so.
    /// - Parameter call: The call.
    func apply(to call: inout ConfiguredCall) {
        if let departure, !isAllowed(departure) {
            var withheld = Array(call.storedSecrets)
            for option in withheld { call.options[option] = nil }
            call.storedSecrets = []
            if call.tokens != nil {
                call.tokens = nil
                if given["token"] == nil, call.options["token"] == nil, !withheld.contains("token") {
                    withheld.append("token")
                }
            }
            if !departure.bringsSecrets { report(withheld, "profile \(profile)", departure, in: &call) }
        }
        if let departureOfVariables, !isAllowed(departureOfVariables) {
            for option in variableSecrets { call.options[option] = nil }
            if !departureOfVariables.bringsSecrets {
                report(variableSecrets, "the environment", departureOfVariables, in: &call)
            }
        }
    }

    private func isAllowed(_ departure: Departure) -> Bool {
        let places = departure.isWeaker ? ownPlaces : departure.places
        return !places.isEmpty
            && places.allSatisfy { allowedHosts.contains($0.host) || allowedHosts.contains($0.description) }
    }

    private func report(
        _ withheld: [String], _ owner: String, _ departure: Departure, in call: inout ConfiguredCall
    ) {
        func list(_ places: [Destination]) -> String { places.map(\.description).joined(separator: ", ") }
        let places = departure.isWeaker ? ownPlaces : departure.places
        let belonging =
            departure.isWeaker
            ? "--\(departure.option) asks for other protection than is stored with it"
            : departure.home.isEmpty
                ? "nothing says that it belongs to where --\(departure.option) leads"
                : "it belongs to \(list(departure.home)), and --\(departure.option) leads elsewhere"
        let host = places.isEmpty ? "HOST" : places.map(\.host).joined(separator: " --allow-secret-to ")
        for option in withheld.sorted() {
            call.problems.append(
                .unreadable(
                    option: option,
                    reason:
                        "of \(owner) is not sent: \(belonging)\(places.isEmpty ? "" : " (\(list(places)))"). If it should be, add --allow-secret-to \(host), or store that: oint config set \(library.name).\(departure.option) --profile \(profile)"
                ))
        }
    }
}
