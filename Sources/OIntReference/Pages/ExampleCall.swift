import OIntCore

/// A call of a method as somebody could type it, with plausible values.
package struct ExampleCall: Sendable {
    /// The call as it is typed in a shell, over several lines where it is long.
    package let line: String
    /// The values as the method gets them.
    package let options: [String: [OptionInput]]
    /// Paths of files that have to be there for the call to be made, and the names that the call is shown with instead.
    package let standIns: [String: String]

    /// How many columns a line may have before it is broken.
    private static let width = 88

    /// Makes up a call: with all options that the method can't do without, with those of the client that the library has an
    /// example for, and with those that it has an example for in this very method.
    /// - Parameters:
    ///   - method: The method.
    ///   - library: Its library.
    package init(_ method: MethodDescriptor, of library: LibraryDescriptor) {
        let known = library.examples
        var words: [String] = []
        var options: [String: [OptionInput]] = [:]
        var standIns: [String: String] = [:]
        for parameter in method.parameters {
            let own = known["\(method.name).\(parameter.name)"]
            let example = own ?? known[parameter.name]
            let isOfClient = example != nil && method.clientParameters.contains { $0.name == parameter.name }
            guard parameter.isRequired || isOfClient || own != nil else { continue }
            let value = example ?? ExampleValue.of(parameter)
            // An empty example says that this method goes without the option.
            guard !value.value.isEmpty else { continue }
            if parameter.kind == .secret {
                let variable = example?.variable ?? parameter.name.uppercased()
                words.append("--\(parameter.name)-env \(variable)")
            } else {
                words.append("--\(parameter.name) \(ShellWord.quoted(value.shown))")
            }
            if parameter.kind == .file, value.value.hasPrefix("/") { standIns[value.value] = value.shown }
            options[parameter.name] = [OptionInput(value.value, source: .commandLine)]
        }
        line = Self.laidOut(["oint \(library.name) \(method.name)"] + words)
        self.options = options
        self.standIns = standIns
    }

    private static func laidOut(_ words: [String]) -> String {
        var lines: [String] = []
        var line = ""
        for word in words {
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count > width {
                lines.append(line)
                line = "    " + word
            } else {
                line += " " + word
            }
        }
        return (lines + [line]).joined(separator: " \\\n")
    }
}

extension OptionExample {
    /// The environment variable that the documentation takes a secret from.
    fileprivate var variable: String? { shown == value ? nil : shown }
}
