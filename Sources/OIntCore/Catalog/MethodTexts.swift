extension MethodDescriptor {
    /// What is read out of the texts of a declaration when it is first asked for.
    struct Texts: Sendable {
        private let memo = Memo<Parts>()
        private let make: @Sendable () -> Parts

        init(make: @escaping @Sendable () -> Parts) { self.make = make }

        var parts: Parts { memo.value(make) }
    }

    /// The types of a method's parameters, asked for when they are needed.
    struct Sources: Sendable {
        private let make: @Sendable () -> [ParameterSource]

        init(make: @escaping @Sendable () -> [ParameterSource]) { self.make = make }

        var all: [ParameterSource] { make() }
    }

    /// The names of a method's options, read from its texts with the first call.
    struct OptionNames: Sendable {
        private let memo = Memo<[String]>()
        private let texts: DeclarationTexts

        init(_ texts: StaticString) { self.texts = DeclarationTexts(texts) }

        var all: [String] {
            memo.value {
                texts.lines.dropFirst(Texts.optionLine).map { String(DeclarationTexts.texts($0).first ?? "") }
            }
        }
    }
}

extension MethodDescriptor.Texts {
    /// Where the lines about options begin.
    static let optionLine = 10

    /// What is known of a method besides its name and effect.
    struct Parts: Sendable {
        var russianName: String?
        var aliases: [String]
        var vendorName: String?
        var vendorPage: String?
        var rows: [String]?
        var signature: String
        var summary: String
        var discussion: String
        var answer: SampleAnswer?
        var type: String
        var client: [ParameterDescriptor]
        var parameters: [ParameterDescriptor]
        var dryRun: DryRunMeans
        var network: NetworkUse
    }

    /// What a method has from its type and its parameters.
    struct Owner: Sendable {
        let type: String
        let client: [ParameterDescriptor]
        let parameters: [ParameterDescriptor]
        let vendorPage: String?
        let dryRun: DryRunMeans
        let network: NetworkUse

        /// Looks at a method of a client.
        init<Client: LibraryClient>(
            _ descriptor: ClientDescriptor<Client>, _ lines: [Substring], _ sources: [ParameterSource],
            _ defaults: [String]
        ) {
            type = Self.typeName(String(reflecting: Client.self))
            client = descriptor.parameters
            vendorPage = descriptor.vendorPage
            dryRun = descriptor.dryRun
            let (parameters, network) = Self.parameters(lines, sources, defaults)
            self.parameters = parameters
            self.network = network == .none ? descriptor.network : network
        }

        /// Looks at a method that needs no client.
        init(_ type: String, _ lines: [Substring], _ sources: [ParameterSource], _ defaults: [String]) {
            self.type = Self.typeName(type)
            client = []
            vendorPage = nil
            (parameters, network) = Self.parameters(lines, sources, defaults)
            dryRun = network == .http ? .requests : .computes
        }

        private static func parameters(
            _ lines: [Substring], _ sources: [ParameterSource], _ defaults: [String]
        ) -> ([ParameterDescriptor], NetworkUse) {
            var options = OptionLines(lines.dropFirst(MethodDescriptor.Texts.optionLine), defaults)
            var parameters: [ParameterDescriptor] = []
            var services: [any CallService.Type] = []
            for source in sources {
                switch source {
                case .option(let type, let isRequired): parameters.append(options.next(type, isRequired: isRequired))
                case .service(let type): services.append(type)
                }
            }
            return (parameters, services.networkUse)
        }

        /// The name without the module in front of it.
        private static func typeName(_ reflected: String) -> String {
            reflected.firstIndex(of: ".").map { String(reflected[reflected.index(after: $0)...]) } ?? reflected
        }
    }
}

extension MethodDescriptor.Texts.Parts {
    /// Takes the lines apart: name, Russian name, other names, vendor's name, vendor's page, rows, signature, summary,
    /// discussion, answer.
    init(_ lines: [Substring], _ owner: MethodDescriptor.Texts.Owner) {
        func text(_ line: Int) -> String? {
            guard line < lines.count, !lines[line].isEmpty else { return nil }
            return DeclarationTexts.unfolded(lines[line])
        }
        self.init(
            russianName: text(1), aliases: text(2)?.split(separator: ",").map { String($0) } ?? [], vendorName: text(3),
            vendorPage: text(4) ?? owner.vendorPage, rows: text(5)?.split(separator: ".").map { String($0) },
            signature: text(6) ?? "", summary: text(7) ?? "", discussion: text(8) ?? "",
            answer: text(9).flatMap(SampleAnswer.init(folded:)), type: owner.type, client: owner.client,
            parameters: owner.parameters, dryRun: owner.dryRun, network: owner.network)
    }
}

extension SampleAnswer {
    /// Reads a sample with the word for its language in front of it.
    fileprivate init?(folded text: String) {
        if text.hasPrefix("json ") {
            self = .json(String(text.dropFirst(5)))
        } else if text.hasPrefix("text ") {
            self = .text(String(text.dropFirst(5)))
        } else {
            return nil
        }
    }
}
