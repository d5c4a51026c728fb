/// Names of hosts in letters outside ASCII, such as `портал.рф`.
enum HostName {
    /// The name as the network knows it: labels with other letters become `xn--…`, by RFC 3492.
    ///
    /// Letters are put in lower case first. That is all of the mapping of UTS 46 that names typed by people need.
    /// - Parameter name: The name, as people write it.
    /// - Returns: The name in ASCII; nil when a label can't be written so.
    static func ascii(_ name: String) -> String? {
        guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
        // The ideographic full stops separate labels as well.
        let labels = name.lowercased().split(omittingEmptySubsequences: false) { ".。．｡".contains($0) }
        var result: [String] = []
        for label in labels {
            guard !label.utf8.allSatisfy({ $0 < 0x80 }) else {
                result.append(String(label))
                continue
            }
            guard let encoded = punycode(label) else { return nil }
            result.append("xn--" + encoded)
        }
        return result.joined(separator: ".")
    }

    /// The parameters of RFC 3492, section 5.
    private static let (base, lowest, highest, skew, damp) = (36, 1, 26, 38, 700)
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    /// Encodes a label: its ASCII letters, then where the others belong between them.
    private static func punycode(_ label: Substring) -> String? {
        let scalars = label.unicodeScalars.map { Int($0.value) }
        var output = String(label.filter(\.isASCII))
        let basicCount = output.count
        if basicCount > 0 { output.append("-") }
        var (next, delta, bias, handled) = (0x80, 0, 72, basicCount)
        while handled < scalars.count {
            guard let smallest = scalars.filter({ $0 >= next }).min() else { return nil }
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                output += variableLength(delta, bias: bias)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        // With its prefix, a label has 63 bytes at most.
        return output.count <= 59 ? output : nil
    }

    private static func variableLength(_ delta: Int, bias: Int) -> String {
        var text = ""
        var rest = delta
        var position = base
        while true {
            let threshold = min(max(position - bias, lowest), highest)
            guard rest >= threshold else { return text + String(digits[rest]) }
            text.append(digits[threshold + (rest - threshold) % (base - threshold)])
            rest = (rest - threshold) / (base - threshold)
            position += base
        }
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var shift = 0
        while delta > (base - lowest) * highest / 2 {
            delta /= base - lowest
            shift += base
        }
        return shift + (base - lowest + 1) * delta / (delta + skew)
    }
}
