import OIntCore
import OIntHTTP

/// Where a Bitrix24 portal is reached: an incoming webhook, or the portal's domain.
///
/// A webhook is `https://portal.example/rest/USER/CODE/` and carries its own authorisation; a domain needs an access
/// token beside it.
///
/// Source: https://apidocs.bitrix24.com/local-integrations/local-webhooks.html
public struct PortalAddress: Sendable, Hashable {
    /// The address up to and with `rest`, for a domain; up to and with the code, for a webhook.
    let address: BaseURL
    /// The code of a webhook, which is as good as a password.
    let webhookCode: Secret?

    /// The address with a slash at its end, as the portal shows it.
    var base: String { address.text + "/" }

    /// Reads an address.
    /// - Parameter text: A webhook, or a portal's domain, with or without a scheme; https where none is written.
    /// - Throws: `OptionError` when the text is neither.
    public init(_ text: String) throws(OptionError) {
        // What stands behind a question mark was pasted along with the address.
        guard let url = try? BaseURL(String(text.prefix { $0 != "?" && $0 != "#" }), allowsSecrets: true) else {
            throw Self.unreadable
        }
        let segments = url.segments
        if let code = Self.webhookCode(in: segments) {
            webhookCode = Secret(segments[code])
            // So was what stands behind the code: a method.
            address = url.keeping(code + 1)
        } else {
            webhookCode = nil
            let rest = segments.firstIndex { $0.lowercased() == "rest" }
            address = rest.map { url.keeping($0 + 1) } ?? url.appending("rest")
        }
    }

    private static let unreadable = OptionError(
        "takes a portal's domain or the address of a webhook, such as https://example.bitrix24.com/rest/1/CODE/")

    /// Where the code of a webhook stands in a path: behind `rest`, or `rest/api`, and the number of a user.
    private static func webhookCode(in segments: [String]) -> Int? {
        guard let rest = segments.firstIndex(where: { $0.lowercased() == "rest" }) else { return nil }
        let isThird = segments.dropFirst(rest + 1).first?.lowercased() == "api"
        let user = rest + (isThird ? 2 : 1)
        guard segments.indices.contains(user + 1), Int(segments[user]) != nil else { return nil }
        return user + 1
    }
}

extension PortalAddress: CustomStringConvertible, CustomReflectable {
    /// The address, with the code of a webhook masked.
    public var description: String { optionText }

    /// The masked address alone, so that `dump` shows no more.
    public var customMirror: Mirror { Mirror(self, children: ["base": optionText]) }
}

extension PortalAddress: OptionValue {
    /// An address is typed as text.
    public static var optionKind: OptionKind { .text }

    /// The address of the portal.
    public static var optionRoles: OptionRoles { .destination }

    /// Reads a webhook or a portal's domain.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        try self.init(inputs.single().text)
    }

    /// The address, with the code of a webhook masked.
    public var optionText: String {
        guard let webhookCode else { return base }
        return Redactor([webhookCode]).masked(base)
    }

    /// The portal.
    public var destinations: [Destination] { Destination(address: base).map { [$0] } ?? [] }

    /// The code of a webhook.
    public var secrets: [Secret] { webhookCode.map { [$0] } ?? [] }
}
