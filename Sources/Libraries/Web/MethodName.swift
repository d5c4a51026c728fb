import OIntCore
import OIntHTTP

extension Web {
    /// The name of a request's method.
    public struct MethodName: Sendable, Hashable {
        /// The method.
        let method: Request.Method

        /// Names a method.
        /// - Parameter method: The method.
        public init(_ method: Request.Method) { self.method = method }
    }
}

extension Web.MethodName: OptionValue {
    /// Any text that can be a name.
    public static var optionKind: OptionKind { .text }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// Reads a name; the usual ones in any case, others as they are.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        let text = try inputs.single().text.trimmed
        let name = Request.Method.allCases.map(\.rawValue).first { $0 == text.uppercased() } ?? text
        // The one opens a tunnel, the other sends back what came, credentials included.
        guard let method = Request.Method(rawValue: name), !["CONNECT", "TRACE"].contains(name.uppercased()) else {
            throw OptionError("takes the name of an HTTP method, such as PROPFIND, not \(Quote.short(text))")
        }
        self.method = method
    }

    /// The name.
    public var optionText: String { method.rawValue }
}
