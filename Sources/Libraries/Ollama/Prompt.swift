import OIntCore
import OIntHTTP

/// What a model is asked, and how its answer is looked at.
struct Prompt: Sendable {
    private let path: RequestPath
    private var fields: Fields
    private let files: EmbeddedFiles
    private let length: Int
    private let window: Int?
    private let wantsJSON: Bool

    /// Puts a request together.
    /// - Parameters:
    ///   - path: The endpoint.
    ///   - fields: The fields that are the method's own.
    ///   - length: How many characters the model gets to read.
    ///   - settings: What a person says besides.
    ///   - files: Pictures among the fields.
    init(
        _ path: RequestPath, _ fields: Fields, length: Int, _ settings: Settings, files: EmbeddedFiles = EmbeddedFiles()
    ) {
        self.path = path
        self.files = files
        self.length = length
        var fields = fields
        fields.append("stream", false)
        if let think = settings.think { fields.append("think", think.json) }
        if !settings.schema.isEmpty { fields.append("format", settings.schema) }
        var options = settings.options
        if let ctx = settings.ctx {
            var inner = options["options"]?.object ?? [:]
            inner["num_ctx"] = JSON(ctx)
            options["options"] = .object(inner)
        }
        // A number as text would be taken for a time without a unit.
        if let text = options["keep_alive"]?.string, let seconds = Int(text.trimmed) {
            options["keep_alive"] = JSON(seconds)
        }
        for member in options { fields.set(member.key, member.value) }
        self.fields = fields
        window = options["options"]?["num_ctx"]?.int
        wantsJSON = options["format"].map { !$0.isNull && $0 != "" } ?? !settings.schema.isEmpty
    }

    /// What a person says about an answer.
    struct Settings: Sendable {
        let options: JSONObject
        let schema: JSONObject
        let think: Ollama.Think?
        let ctx: Int?
    }

    /// The request.
    /// - Parameter stream: Whether the answer comes piece by piece; nil for what a person says.
    func request(stream: Bool? = nil) -> ServiceRequest {
        var fields = fields
        if let stream { fields.set("stream", stream) }
        let json = JSON.object(fields.object)
        return .post(path, body: files.isEmpty ? .json(json) : .jsonWithFiles(json, files: files))
    }

    /// Whether the answer comes as a whole.
    var isWhole: Bool { fields.object["stream"]?.bool == false }

    /// Looks at the last record of an answer: what was cut is told, and half an answer in JSON is a refusal.
    /// - Parameters:
    ///   - record: The record.
    ///   - client: The client.
    func check(_ record: JSON, _ client: Ollama) throws {
        let read = record["prompt_eval_count"]?.int ?? 0
        if read >= 64, length > read * Self.longestToken {
            client.tell(
                "the prompt was cut: of \(length) characters the model read \(read) tokens; give a larger window by --ctx"
            )
        } else if let window, read >= window {
            client.tell("the prompt fills the window of \(window) tokens, and may be cut; give a larger one by --ctx")
        }
        guard record["done_reason"]?.string == "length" else { return }
        guard !wantsJSON else {
            throw ServiceError(
                service: client.service.name, status: 200, code: "length", message: Self.cut,
                remedy: "Give a larger window by --ctx, or a larger num_predict", reply: .json(record))
        }
        client.tell(Self.cut)
    }

    /// How many characters a token has at most, by a wide margin: texts have three or four.
    private static let longestToken = 12
    private static let cut = "the answer is cut: the window of the model or num_predict was reached"
}

extension Ollama {
    /// Whether a model thinks before it answers.
    public enum Think: String, OptionChoice {
        /// It does.
        case yes = "true"
        /// It does not.
        case no = "false"
        /// A little.
        case low
        /// Some.
        case medium
        /// A lot.
        case high

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }

        /// The value as the server takes it.
        var json: JSON {
            switch self {
            case .yes: true
            case .no: false
            default: .string(rawValue)
            }
        }
    }
}
