import OIntCore

/// What surrounds the calls of an agent, whatever it asks for: hosts, profiles, time.
package struct Fence: Sendable {
    /// The profiles that calls may use; empty for all.
    package let profiles: [String]
    /// How long a call may take.
    package let timeLimit: Duration
    /// Which hosts options may name, and which addresses connections may lead to; whoever connects asks it.
    package let addresses: AddressPolicy

    /// Creates a fence.
    /// - Parameters:
    ///   - hosts: The hosts that options may name: names, addresses, or `*.example.com` for all below one; empty for all of
    ///     the internet. Those of this machine and its networks are allowed only where they are named.
    ///   - profiles: The profiles that calls may use; empty for all.
    ///   - timeLimit: How long a call may take.
    package init(hosts: [String] = [], profiles: [String] = [], timeLimit: Duration = .seconds(120)) {
        self.profiles = profiles
        self.timeLimit = timeLimit
        addresses = AddressPolicy(hosts: hosts)
    }

    /// What is wrong with the destinations of a call.
    ///
    /// What an agent gives has to be allowed. What whoever started the server has configured is allowed by that.
    /// - Parameters:
    ///   - options: The options of the call by name, configured ones included.
    ///   - parameters: The options of the method.
    ///   - objects: The objects of the session: a handle leads nowhere else.
    /// - Returns: The problems; none where the call may go on.
    func problems(
        with options: [String: [OptionInput]], _ parameters: [ParameterDescriptor], _ objects: ObjectStore
    ) async -> [UsageProblem] {
        for host in addresses.hosts where !host.contains("*") { await addresses.allow(host: host) }
        var problems: [UsageProblem] = []
        for parameter in parameters where parameter.roles.contains(.destination) {
            guard let inputs = options[parameter.name], let first = inputs.first, !objects.isReference(first.text)
            else {
                continue
            }
            for host in Self.hosts(in: inputs, of: parameter) {
                guard first.source == .program else {
                    await addresses.allow(host: host)
                    continue
                }
                if let reason = await refusal(of: host) {
                    problems.append(.unreadable(option: parameter.name, reason: reason))
                }
            }
        }
        return problems
    }

    /// Whether a value leads only to hosts that whoever started the server has named.
    /// - Parameters:
    ///   - inputs: The value.
    ///   - parameter: The option.
    func names(_ inputs: [OptionInput], of parameter: ParameterDescriptor) -> Bool {
        let led = Self.hosts(in: inputs, of: parameter)
        return !led.isEmpty && led.allSatisfy { addresses.names($0) }
    }

    /// The hosts that a value leads to.
    private static func hosts(in inputs: [OptionInput], of parameter: ParameterDescriptor) -> [String] {
        let value = try? parameter.value(of: inputs)
        let hosts = value.map { $0.destinations.map(\.host) } ?? []
        guard hosts.isEmpty else { return hosts }
        // A value of a plain type is a host, or an address of one; what can't be taken apart counts as a host as it stands.
        return inputs.map { input in
            let text = input.text.trimmed
            let isBareNumber = !text.contains("://") && !text.hasPrefix("[") && text.count(where: { $0 == ":" }) > 1
            guard !isBareNumber, !text.hasPrefix("/") else { return text }
            return Destination(address: text)?.host ?? Destination(address: "any://" + text)?.host ?? text
        }
    }

    /// Why a host may not be named, as a clause; nil when it may.
    private func refusal(of host: String) async -> String? {
        guard !host.hasPrefix("/") || addresses.names(host) else {
            return "names a socket of this machine, which this server does not allow"
        }
        if addresses.names(host) {
            await addresses.allow(host: host)
            return nil
        }
        guard addresses.hosts.isEmpty else {
            return
                "names the host \(Quote.short(host)), and this server allows \(addresses.hosts.joined(separator: ", ")) only"
        }
        guard let address = await addresses.refusedAddress(of: host) else { return nil }
        return
            "names the host \(Quote.short(host)), which leads to \(address), an address of this machine or its networks: "
            + "whoever started the server allows one with --hosts"
    }
}
