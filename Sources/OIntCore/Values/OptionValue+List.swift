extension Array: MethodParameter where Element: OptionValue {}

extension Array: OptionValue where Element: OptionValue {
    /// Several values of the element's kind.
    public static var optionKind: OptionKind { .list(of: Element.optionKind) }

    /// The roles of the elements.
    public static var optionRoles: OptionRoles { Element.optionRoles }

    /// Whether the element's values may be paths.
    public static var takesPath: Bool { Element.takesPath }

    /// Reads a JSON array, or the option given several times; a lone value is a list of one.
    ///
    /// `[]` and `{}` are the empty list.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        var elements: [Element] = []
        for input in inputs {
            try elements.append(contentsOf: Self.elements(of: input, isAlone: inputs.count == 1))
        }
        self = elements
    }

    private static func elements(of input: OptionInput, isAlone: Bool) throws(OptionError) -> [Element] {
        let text = input.text.trimmed
        if ["[]", "{}"].contains(text) { return [] }
        let isDocument = Element.optionKind.isJSON || text.utf8.first == UInt8(ascii: "[")
        guard isAlone, isDocument else { return [try Element(option: [input])] }
        let document: JSON
        do throws(OptionError) {
            document = try JSONInput.read(input)
        } catch {
            // A text that is neither JSON nor a file may be what the element takes; if not, its reader says so.
            if text.utf8.first == UInt8(ascii: "[") { throw error }
            return [try Element(option: [input])]
        }
        guard case .array(let values) = document else { return [try Element(option: [input])] }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        let reader = Element.self as? any JSONOptionValue.Type
        for (index, value) in values.enumerated() {
            do throws(OptionError) {
                // Values that are JSON anyway need not be spelled out and read again.
                if let reader, let element = try reader.init(optionJSON: value) as? Element {
                    elements.append(element)
                } else {
                    elements.append(try Element(option: [OptionInput(Self.inputText(of: value), source: .program)]))
                }
            } catch {
                throw OptionError("\(error) (element \(index + 1) of the list)")
            }
        }
        return elements
    }

    /// The text that an element's own reader takes: texts without quotes, everything else as JSON.
    private static func inputText(of value: JSON) -> String {
        if !Element.optionKind.isJSON, case .string(let text) = value { text } else { value.text(.compact) }
    }

    /// The list as compact JSON, or the lone value.
    public var optionText: String {
        if count == 1 { return self[0].optionText }
        return JSON.array(map { Element.optionKind.json(of: $0.optionText) }).text(.compact)
    }

    /// The places that the elements lead to.
    public var destinations: [Destination] { flatMap(\.destinations) }

    /// What the elements hold to mask.
    public var secrets: [Secret] { flatMap(\.secrets) }
}
