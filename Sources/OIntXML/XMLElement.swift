/// An element of an XML document, with everything in it in its order.
///
/// Names are kept as they are written, prefixes included. Comments and processing instructions are not kept.
public struct XMLElement: Sendable, Hashable {
    /// A name with its value.
    public struct Attribute: Sendable, Hashable {
        /// The name, as it is written.
        public var name: String
        /// The value, without escapes.
        public var value: String

        /// Creates an attribute.
        /// - Parameters:
        ///   - name: The name; has to be a name by XML 1.0.
        ///   - value: The value, without escapes.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What stands inside an element.
    public enum Node: Sendable, Hashable {
        /// Another element.
        case element(XMLElement)
        /// Characters between tags, without escapes.
        case text(String)
    }

    /// The name, as it is written.
    public var name: String
    /// The attributes, in their order.
    public var attributes: [Attribute]
    /// What stands inside, in its order.
    public var content: [Node]

    /// Creates an element.
    /// - Parameters:
    ///   - name: The name; has to be a name by XML 1.0.
    ///   - attributes: The attributes.
    ///   - content: What stands inside.
    public init(_ name: String, attributes: [Attribute] = [], content: [Node] = []) {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// Creates an element that holds other elements.
    /// - Parameters:
    ///   - name: The name; has to be a name by XML 1.0.
    ///   - attributes: The attributes.
    ///   - elements: The elements inside.
    public init(_ name: String, attributes: [Attribute] = [], _ elements: [XMLElement]) {
        self.init(name, attributes: attributes, content: elements.map { .element($0) })
    }

    /// Creates an element that holds a text.
    /// - Parameters:
    ///   - name: The name; has to be a name by XML 1.0.
    ///   - text: The text, without escapes.
    public init(_ name: String, _ text: String) {
        self.init(name, content: text.isEmpty ? [] : [.text(text)])
    }

    /// The elements inside, in their order.
    public var elements: [XMLElement] {
        content.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The characters inside, those of inner elements left out.
    public var text: String {
        content.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
    }

    /// The first element inside that has the given name.
    /// - Parameter name: The name, as it is written.
    public subscript(name: String) -> XMLElement? { elements.first { $0.name == name } }
}
