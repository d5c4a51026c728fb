/// Reads the options of a call, and collects everything that is wrong with them.
///
/// The code that `@Methods` writes reads every option first and asks ``finish()`` before anything is done, so that a
/// person learns of all mistakes at once.
public struct OptionDecoder {
    private let invocation: Invocation
    private var problems: [UsageProblem]

    /// Starts reading the options of a call.
    /// - Parameter invocation: The call.
    public init(_ invocation: Invocation) {
        self.invocation = invocation
        self.problems = invocation.problems
    }

    /// The value of an option that has to be given.
    /// - Parameters:
    ///   - name: The option's name.
    ///   - type: The type to read it into.
    /// - Returns: The value; nothing when it is missing or unreadable, which ``finish()`` reports.
    public mutating func required<Value: OptionValue>(_ name: String, _ type: Value.Type) -> Decoded<Value> {
        guard let inputs = given(name) else {
            // A value that could not even be fetched is reported as that, not as missing too.
            if !isReported(name) { problems.append(.missing(option: name)) }
            return Decoded(value: nil)
        }
        return read(name, inputs)
    }

    /// The value of an option that may be left out.
    /// - Parameters:
    ///   - name: The option's name.
    ///   - type: The type to read it into, without the question mark.
    /// - Returns: The value or nil; nothing when it is unreadable, which ``finish()`` reports.
    public mutating func optional<Value: OptionValue>(_ name: String, _ type: Value.Type) -> Decoded<Value?> {
        // A value that could not be fetched is not one that was left out: what follows from that is not told besides.
        guard let inputs = given(name) else {
            return isReported(name) ? Decoded(value: nil) : Decoded(value: .some(nil))
        }
        let decoded: Decoded<Value> = read(name, inputs)
        return Decoded(value: decoded.value.map { .some($0) })
    }

    /// The value of an option that has a default.
    /// - Parameters:
    ///   - name: The option's name.
    ///   - type: The type to read it into.
    ///   - fallback: The default.
    /// - Returns: The value; nothing when it is unreadable, which ``finish()`` reports.
    public mutating func defaulted<Value: OptionValue>(
        _ name: String, _ type: Value.Type, _ fallback: @autoclosure () -> Value
    ) -> Decoded<Value> {
        guard let inputs = given(name) else { return Decoded(value: fallback()) }
        return read(name, inputs)
    }

    /// The service a client needs.
    /// - Parameter type: The service's type.
    /// - Returns: The service.
    public func service<Service: CallService>(_ type: Service.Type) -> Service { invocation.service(type) }

    /// The client that an earlier call has opened, where its option holds a handle.
    /// - Parameter type: The client's type.
    /// - Returns: The client, or nothing when the handle leads to none, which ``finish()`` reports; nil where the client
    ///   is to be made out of options.
    public mutating func kept<Client: KeptClient>(_ type: Client.Type) -> Decoded<Client>? {
        guard let inputs = given(Client.handleOption), inputs.count == 1,
            ObjectStore.current.isReference(inputs[0].text)
        else { return nil }
        let kept: Decoded<Kept<Client>> = read(Client.handleOption, inputs)
        return Decoded(value: kept.value?.object)
    }

    /// Makes a client out of options that were read; skipped when one of them could not be.
    /// - Parameter make: Makes the client.
    /// - Returns: The client; nothing when its options contradict each other, which ``finish()`` reports.
    public mutating func client<Client>(_ make: () throws -> Client) -> Decoded<Client> {
        do {
            return Decoded(value: try make())
        } catch let error as UsageError {
            problems += error.problems
        } catch is MissingValue {
            // The missing value itself is on the list already.
        } catch {
            problems.append(.other("\(error)"))
        }
        return Decoded(value: nil)
    }

    /// Ends reading.
    /// - Throws: ``UsageError`` with everything that was wrong, if anything was.
    public func finish() throws(UsageError) {
        if !problems.isEmpty { throw UsageError(problems) }
    }

    private func isReported(_ name: String) -> Bool {
        problems.contains { if case .unreadable(name, _) = $0 { true } else { false } }
    }

    private func given(_ name: String) -> [OptionInput]? {
        let inputs = invocation.options[name]?.filter { !$0.isBlank } ?? []
        return inputs.isEmpty ? nil : inputs
    }

    private mutating func read<Value: OptionValue>(_ name: String, _ inputs: [OptionInput]) -> Decoded<Value> {
        do throws(OptionError) {
            return Decoded(value: try invocation.readOptions.value(Value.self, of: name, from: inputs))
        } catch {
            let origin = inputs.first?.origin.map { "(set in \($0)) " } ?? ""
            problems.append(.unreadable(option: name, reason: origin + error.description))
            return Decoded(value: nil)
        }
    }
}

/// An option's value, if it could be read.
public struct Decoded<Value> {
    fileprivate let value: Value?

    init(value: Value?) { self.value = value }

    /// The value; to be asked for only after ``OptionDecoder/finish()``, or inside ``OptionDecoder/client(_:)``.
    /// - Throws: An internal error when the option could not be read.
    public func callAsFunction() throws -> Value {
        guard let value else { throw MissingValue() }
        return value
    }
}

extension Decoded: Sendable where Value: Sendable {}

/// A value was asked for although it could not be read.
struct MissingValue: Error {}
