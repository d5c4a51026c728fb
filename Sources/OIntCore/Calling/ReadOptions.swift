import Synchronization

/// Values of options that were read, by the options' names, so that masking, checks and the call itself read each once.
package final class ReadOptions: Sendable {
    private struct Entry: Sendable {
        let inputs: [OptionInput]
        let value: any OptionValue
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Starts with nothing read.
    package init() {}

    /// The value of an option, read now where that was not done before.
    /// - Parameters:
    ///   - type: The type to read it into.
    ///   - option: The option's name.
    ///   - inputs: The values given for it; not empty.
    /// - Returns: The value.
    /// - Throws: `OptionError` when they can't be read.
    package func value<Value: OptionValue>(
        _ type: Value.Type, of option: String, from inputs: [OptionInput]
    ) throws(OptionError) -> Value {
        if let entry = entries.withLock({ $0[option] }), entry.inputs == inputs, let value = entry.value as? Value {
            return value
        }
        let value = try Value(option: inputs)
        entries.withLock { $0[option] = Entry(inputs: inputs, value: value) }
        return value
    }
}
