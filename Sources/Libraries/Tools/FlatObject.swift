import OIntCore

/// An object whose nested objects are unfolded into one list of names and values.
struct FlatObject {
    /// The names with their values as text, in the order of the object.
    private(set) var values: [(name: String, text: String)] = []
    private var taken: Set<String> = []
    private let levels: Int

    /// Unfolds an object.
    /// - Parameters:
    ///   - object: The object.
    ///   - levels: How many levels to unfold; 0 for all.
    init(_ object: JSONObject, levels: Int) {
        self.levels = levels
        unfold(object, prefix: "", level: 1)
    }

    private mutating func unfold(_ object: JSONObject, prefix: String, level: Int) {
        for member in object {
            if let inner = member.value.object, !inner.isEmpty, levels <= 0 || level < levels {
                unfold(inner, prefix: prefix + member.key + "_", level: level + 1)
            } else {
                values.append((free(prefix + member.key), Self.text(member.value)))
            }
        }
    }

    /// The name, with a number behind it where it is taken.
    private mutating func free(_ name: String) -> String {
        var free = name
        var number = 1
        while !taken.insert(free).inserted {
            free = "\(name)\(number)"
            number += 1
        }
        return free
    }

    private static func text(_ value: JSON) -> String { value.string ?? value.text(.compact) }
}
