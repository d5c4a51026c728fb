/// A value that is a JSON object with known members: a connection's settings, an account, a filter.
///
/// One declaration tells how it is read, shown and completed:
///
/// ```swift
/// extension Account: StructuredValue {
///     public static let structure = Structure<Account>(
///         "GetAccountStructure puts it together",
///         .member("URL", "address of the service", \.url),
///         .member("Key", "access key", \.key),
///         .member("Region", "region", \.region, default: "eu")
///     ) { url, key, region in try Account(url: url, key: key, region: region) }
/// }
/// ```
public protocol StructuredValue: OptionValue {
    /// The members, and how a value is made of them.
    static var structure: Structure<Self> { get }
}

extension StructuredValue {
    /// A JSON object.
    public static var optionKind: OptionKind { .object }
    /// The members, for help, completion and schemas.
    public static var structureFields: [StructureField] { structure.fields }

    /// Reads a JSON object, or the file it is in.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        self = try Self.structure.value(of: JSONObject(option: inputs))
    }

    /// The value as compact JSON, with its secrets masked.
    public var optionText: String { JSON.object(Self.structure.object(of: self)).text(.compact) }

    /// What the members hold to mask.
    public var secrets: [Secret] { Self.structure.secrets(of: self) }

    /// A sample of the structure: its members with hints, or with blank values ready to be filled in.
    /// - Parameter empty: Whether the values are blank.
    /// - Returns: The sample.
    public static func sample(empty: Bool) -> JSON { structure.template.filled(empty: empty) }
}

/// A member of a structure, as help shows it.
public struct StructureField: Sendable, Hashable {
    /// The name of the member.
    public let name: String
    /// What it means, in a few words.
    public let summary: String
    /// What kind of value it takes.
    public let kind: OptionKind
    /// Whether the structure can't do without it.
    public let isRequired: Bool
}

/// A member of a structure.
public struct StructureMember<Root: Sendable, Value: MethodParameter>: Sendable {
    let name: String
    let summary: String
    let sample: JSON?
    let fallback: Value?
    let path: any KeyPath<Root, Value> & Sendable

    private init(
        name: String, summary: String, path: any KeyPath<Root, Value> & Sendable, sample: JSON?, fallback: Value?
    ) {
        self.name = name
        self.summary = summary
        self.sample = sample
        self.fallback = fallback
        self.path = path
    }

    /// A member that has to be there, or may be missing where its type is optional.
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - summary: What it means, in a few words without a full stop; the sample shows them as a hint.
    ///   - path: Where a structure keeps the member's value.
    ///   - sample: What the sample shows in place of the hint.
    /// - Returns: The member.
    public static func member(
        _ name: String, _ summary: String, _ path: any KeyPath<Root, Value> & Sendable, sample: JSON? = nil
    ) -> Self { Self(name: name, summary: summary, path: path, sample: sample, fallback: nil) }

    /// A member that may be missing.
    /// - Parameters:
    ///   - name: The name of the member.
    ///   - summary: What it means, in a few words without a full stop; the sample shows them as a hint.
    ///   - path: Where a structure keeps the member's value.
    ///   - fallback: What stands for a member that is missing.
    ///   - sample: What the sample shows in place of the hint.
    /// - Returns: The member.
    public static func member(
        _ name: String, _ summary: String, _ path: any KeyPath<Root, Value> & Sendable, default fallback: Value,
        sample: JSON? = nil
    ) -> Self { Self(name: name, summary: summary, path: path, sample: sample, fallback: fallback) }
}

/// How a structure is read, shown and completed.
public struct Structure<Value: Sendable>: Sendable {
    /// The members in their order.
    public let fields: [StructureField]
    /// The members with hints.
    public let template: Template
    private let reader: @Sendable (JSONObject) throws(OptionError) -> Value
    private let writer: @Sendable (Value) -> JSONObject
    private let masks: @Sendable (Value) -> [Secret]

    /// Describes a structure.
    /// - Parameters:
    ///   - hint: What helps where a member is missing, as a clause; nil for nothing.
    ///   - members: The members in their order.
    ///   - make: Makes a value of the members' values.
    public init<each Member: MethodParameter>(
        _ hint: String? = nil, _ members: repeat StructureMember<Value, each Member>,
        make: @escaping @Sendable (repeat each Member) throws(OptionError) -> Value
    ) {
        let members = (repeat each members)
        var fields: [StructureField] = []
        var samples = JSONObject()
        for (field, sample) in repeat Self.described(each members) {
            fields.append(field)
            samples.append(field.name, sample)
        }
        self.fields = fields
        template = Template(samples)
        let names = fields.map(\.name)
        reader = { object throws(OptionError) in
            var reading = StructureReading(object, names)
            let values = (repeat reading.value(of: each members))
            try reading.finish(hint)
            return try make(repeat (each values).required())
        }
        writer = { value in
            var object = JSONObject()
            for (name, member) in repeat Self.written(each members, of: value) {
                if let member { object.append(name, member) }
            }
            return object
        }
        masks = { value in
            var secrets: [Secret] = []
            for found in repeat Self.secrets(each members, of: value) { secrets += found }
            return secrets
        }
    }

    /// Reads an object.
    /// - Parameter object: The object.
    /// - Returns: The value.
    /// - Throws: `OptionError` that names an unknown member, all that are missing, or the first that can't be read.
    public func value(of object: JSONObject) throws(OptionError) -> Value { try reader(object) }

    /// The value as an object, with secrets masked; members without a value are left out.
    /// - Parameter value: The value.
    public func object(of value: Value) -> JSONObject { writer(value) }

    /// What the members of a value hold to mask.
    /// - Parameter value: The value.
    public func secrets(of value: Value) -> [Secret] { masks(value) }

    private static func described<Member>(_ member: StructureMember<Value, Member>) -> (StructureField, JSON) {
        var (kind, isRequired) = (OptionKind.text, false)
        if case .option(let type, let required) = Member.parameterSource {
            (kind, isRequired) = (type.optionKind, required && member.fallback == nil)
        }
        let field = StructureField(name: member.name, summary: member.summary, kind: kind, isRequired: isRequired)
        return (field, member.sample ?? .string(member.summary))
    }

    private static func written<Member>(
        _ member: StructureMember<Value, Member>, of value: Value
    ) -> (String, JSON?) {
        let found = (value[keyPath: member.path] as? any OptionValue).map {
            type(of: $0).optionKind.json(of: $0.optionText)
        }
        return (member.name, found)
    }

    private static func secrets<Member>(_ member: StructureMember<Value, Member>, of value: Value) -> [Secret] {
        (value[keyPath: member.path] as? any OptionValue)?.secrets ?? []
    }
}

/// The value of a member, if it could be read.
struct ReadMember<Value> {
    let value: Value?

    /// The value, once reading has ended without a complaint.
    func required() throws(OptionError) -> Value {
        guard let value else { throw OptionError("can't be read") }
        return value
    }
}

/// Reads the members of an object, and collects what is wrong with them.
private struct StructureReading {
    private let object: JSONObject
    private let names: [String]
    private var missing: [String] = []
    private var problem: OptionError?

    init(_ object: JSONObject, _ names: [String]) {
        self.object = object
        self.names = names
    }

    /// The value of a member; nothing where it is missing or can't be read.
    mutating func value<Root, Value>(of member: StructureMember<Root, Value>) -> ReadMember<Value> {
        let found =
            object.first { $0.key == member.name }?.value ?? object.first { isMeant($0.key, member.name) }?.value
        guard let input = found.flatMap(Self.input) else {
            if let fallback = member.fallback { return ReadMember(value: fallback) }
            if let absent = Value.absent { return ReadMember(value: absent) }
            missing.append(member.name)
            return ReadMember(value: nil)
        }
        do throws(OptionError) {
            return ReadMember(value: try Value.read([input]))
        } catch {
            problem = problem ?? OptionError("under \(member.name) \(error)")
            return ReadMember(value: nil)
        }
    }

    private func isMeant(_ key: String, _ name: String) -> Bool {
        key.lowercased() == name.lowercased() && !names.contains(key)
    }

    /// A member as the value of an option; nothing where it is null or blank.
    private static func input(_ value: JSON) -> OptionInput? {
        let input = OptionInput(value.string ?? value.text(.compact))
        return value.isNull || input.isBlank ? nil : input
    }

    /// Ends reading.
    func finish(_ hint: String?) throws(OptionError) {
        if let unknown = object.keys.first(where: { key in !names.contains { $0.lowercased() == key.lowercased() } }) {
            let nearest = Suggestion.nearest(to: unknown, among: names).map { "; did you mean \($0)?" } ?? ""
            throw OptionError("has the unknown member \(Quote.short(unknown))\(nearest)")
        }
        if !missing.isEmpty {
            throw OptionError("lacks \(missing.joined(separator: ", "))" + (hint.map { "; \($0)" } ?? ""))
        }
        if let problem { throw problem }
    }
}
