import OIntCore

/// A block that is to be written, with those below it.
///
/// Source: https://developers.notion.com/reference/block
struct BlockNode: Sendable {
    /// The block without its children.
    private let block: JSONObject
    /// The kind of block.
    let type: String
    /// The blocks below it.
    private(set) var children: [BlockNode]

    /// Members that Notion alone writes, and does not take.
    static let service: Set = [
        "request_id", "archived", "created_by", "last_edited_time", "created_time", "has_children", "parent",
        "last_edited_by", "id",
    ]
    /// How many levels of blocks one request holds below each of its blocks.
    static let deepest = 2
    /// Kinds of blocks that can't be written without those below them.
    private static let wholes: Set = ["table", "column_list", "column"]

    /// Takes a block as it is given or as Notion tells it.
    /// - Parameters:
    ///   - given: The block.
    ///   - place: Where it stands, for the error.
    /// - Throws: `UsageError` when it is no block.
    init(_ given: JSONObject, _ place: String = "--block") throws(UsageError) {
        var block = JSONObject(
            given.filter { !Self.service.contains($0.key) && $0.key != "in_trash" }.map { ($0.key, $0.value) })
        let named = block["type"]?.string ?? block.first { $0.value.object != nil }?.key
        guard let type = named, var content = block[type]?.object else {
            throw UsageError(
                "\(place) takes blocks such as {\"type\": \"paragraph\", \"paragraph\": {\"rich_text\": []}}: this one has no content"
            )
        }
        let below = (content["children"]?.array ?? []) + (block["children"]?.array ?? [])
        content["children"] = nil
        block["children"] = nil
        // What Notion tells without a value, it does not take.
        content = JSONObject(content.filter { !$0.value.isNull }.map { ($0.key, $0.value) })
        block[type] = RichText.shortened(.object(content))
        var children: [BlockNode] = []
        for child in below {
            guard let object = child.object else {
                throw UsageError("\(place): what stands below a block has to be one")
            }
            children.append(try BlockNode(object, place))
        }
        self.block = block
        self.type = type
        self.children = children
    }

    /// The block with others below it.
    func with(_ children: [BlockNode]) -> BlockNode {
        var node = self
        node.children = children
        return node
    }

    /// How many levels there are below the block.
    private var height: Int { children.map { $0.height + 1 }.max() ?? 0 }
    /// How many blocks stand side by side at most below it.
    private var width: Int { max(children.count, children.map(\.width).max() ?? 0) }

    /// The blocks below that go out with the block.
    /// - Parameter levels: How many levels below it the request still holds.
    func sent(_ levels: Int = deepest) -> [BlockNode] {
        if height <= levels, width <= Notion.pageSize { return children }
        return Self.wholes.contains(type) ? Array(children.prefix(Notion.pageSize)) : []
    }

    /// The blocks below that have to follow the block, once Notion has told its id.
    /// - Parameter levels: How many levels below it the request holds.
    func following(_ levels: Int = deepest) -> ArraySlice<BlockNode> { children.dropFirst(sent(levels).count) }

    /// Whether something has to follow below the blocks that went out with this one.
    /// - Parameter levels: How many levels below it the request holds.
    func hasMoreBelow(_ levels: Int = deepest) -> Bool { sent(levels).contains { $0.isOpen(levels - 1) } }

    /// Whether something has to follow below the block, at any depth.
    /// - Parameter levels: How many levels below it the request holds.
    func isOpen(_ levels: Int = deepest) -> Bool { !following(levels).isEmpty || hasMoreBelow(levels) }

    /// How many blocks the request holds for the block, itself included.
    /// - Parameter levels: How many levels below it the request holds.
    func count(_ levels: Int = deepest) -> Int { sent(levels).reduce(1) { $0 + $1.count(levels - 1) } }

    /// The block as a request holds it.
    /// - Parameter levels: How many levels below it the request holds.
    func json(_ levels: Int = deepest) -> JSON {
        let sent = sent(levels)
        guard !sent.isEmpty, var content = block[type]?.object else { return .object(block) }
        var block = block
        content["children"] = .array(sent.map { $0.json(levels - 1) })
        block[type] = .object(content)
        return .object(block)
    }
}

/// Where blocks to be added come from.
public enum BlockSource: OptionValue, Sendable, Hashable {
    /// Blocks, as objects.
    case blocks([JSONObject])
    /// A block to copy.
    case copy(NotionID)

    /// A JSON value, or an id.
    public static var optionKind: OptionKind { .json }

    /// The value has no role.
    public static var optionRoles: OptionRoles { [] }

    /// An object or a list may be in a file.
    public static var takesPath: Bool { true }

    /// Reads a block, a list of blocks, or an id or link of a block.
    public init(option inputs: [OptionInput]) throws(OptionError) {
        if let id = NotionID(try inputs.single().text) {
            self = .copy(id)
            return
        }
        let value = try JSON(option: inputs)
        if let id = value.string.flatMap({ NotionID($0) }) {
            self = .copy(id)
            return
        }
        let objects = (value.array ?? [value]).compactMap(\.object)
        guard !objects.isEmpty, objects.count == value.array?.count ?? 1 else {
            throw OptionError("takes a block as a JSON object, a list of blocks, or the id of a block to copy")
        }
        self = .blocks(objects)
    }

    /// The blocks as JSON, or the id.
    public var optionText: String {
        switch self {
        case .blocks(let blocks): JSON.array(blocks.map { .object($0) }).text(.compact)
        case .copy(let id): id.text
        }
    }
}
