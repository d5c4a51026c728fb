import OIntCore
import OIntHTTP

@Methods("Audio processing")
extension OpenAI {
    /// Speaks a text.
    ///
    /// The format is chosen by response_format in --options: mp3, opus, aac, flac, wav or pcm. OpenAI gives mp3 where nothing is
    /// said, other servers wav.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/audio/createSpeech
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - input: Text; OpenAI takes up to 4,096 characters.
    ///   - voice: Name of the voice.
    ///   - options: Further fields of the request; they win over the others.
    /// - Returns: The sound.
    @Method(.writes, ru: "СгенерироватьРечь", calls: "POST /audio/speech")
    public func generateSpeech(
        model: String, input: String, voice: String = "alloy", options: JSONObject = [:]
    ) async throws -> ByteStream {
        var fields: Fields = ["model": model, "input": input, "voice": voice]
        fields.override(with: options)
        let response = try await service.send(.post("audio/speech", body: .json(fields)))
        guard MediaType(response.header("content-type")).isJSON else { return response.body }
        // Sound is never JSON: what comes is a refusal under a status of success.
        let reply = ServiceReply(try await response.collected(upTo: 1 << 20))
        throw service.refusal(Refusal.judgement(reply) ?? Judgement(message: "the answer holds no sound"), in: reply)
    }

    /// Writes down what is said in a recording.
    ///
    /// The server tells the format by the ending of the file's name; a recording without a name gets one after --type.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/audio/createTranscription
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - audio: Recording: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm.
    ///   - type: Type of the recording where its name does not tell.
    ///   - options: Further fields of the request: language, prompt, response_format, timestamp_granularities.
    /// - Returns: The text; as a text of its own where --options asks for the format text, srt or vtt.
    ///
    ///   ```json
    ///   {"text": "Good morning.", "usage": {"type": "duration", "seconds": 2}}
    ///   ```
    @Method(.writes, ru: "СоздатьТранскрипцию", calls: "POST /audio/transcriptions")
    public func createTranscription(
        model: String, audio: FileInput, type: String = "audio/mpeg", options: JSONObject = [:]
    ) async throws -> JSON {
        guard options["stream"]?.bool != true else {
            throw UsageError("--options asks for a stream, which is what StreamTranscription gives")
        }
        let reply = try await service.reply(Recording(audio, type).request(model, options))
        if let json = reply.json { return json }
        guard let text = reply.text, !text.isEmpty else { throw service.refusal(Judgement(), in: reply) }
        return .string(text)
    }

    /// Writes down what is said in a recording, as plain text or subtitles.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/audio/createTranscription
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - audio: Recording: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm.
    ///   - form: Form of the text.
    ///   - type: Type of the recording where its name does not tell.
    ///   - options: Further fields of the request: language, prompt.
    /// - Returns: The text.
    ///
    ///   ```json
    ///   "Good morning."
    ///   ```
    @Method(.writes, ru: "СоздатьТекстЗаписи", calls: "POST /audio/transcriptions")
    public func transcribe(
        model: String, audio: FileInput, form: TranscriptForm = .text, type: String = "audio/mpeg",
        options: JSONObject = [:]
    ) async throws -> String {
        var options = options
        // Newer models answer in JSON alone, which holds the text.
        options["response_format"] = .string(form == .text ? "json" : form.rawValue)
        let answer = try await createTranscription(model: model, audio: audio, type: type, options: options)
        guard let text = answer["text"]?.string ?? answer.string else {
            throw ServiceError(service: service.name, message: "the answer has no text", reply: .json(answer))
        }
        return text
    }

    /// Writes down what is said in a recording, and gives the text piece by piece as it comes.
    ///
    /// Source: https://platform.openai.com/docs/guides/speech-to-text#streaming-transcriptions
    /// - Parameters:
    ///   - model: Name of the model.
    ///   - audio: Recording: flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm.
    ///   - type: Type of the recording where its name does not tell.
    ///   - options: Further fields of the request: language, prompt.
    /// - Returns: What happens, by `type`; the last one holds the whole text.
    ///
    ///   ```json
    ///   {"type": "transcript.text.delta", "delta": "Good"}
    ///   ```
    @Method(.writes, ru: "СоздатьПотокТранскрипции", calls: "POST /audio/transcriptions")
    public func streamTranscription(
        model: String, audio: FileInput, type: String = "audio/mpeg", options: JSONObject = [:]
    ) -> Events {
        Events(isEndless: false) {
            var options = options
            options["stream"] = true
            return try await ModelStream(
                Recording(audio, type).request(model, options), self, TypedRules(last: "transcript.text.done"),
                mustBeWhole: false)
        }
    }

    /// The form of a text that was said.
    public enum TranscriptForm: String, OptionChoice {
        /// The words alone.
        case text
        /// Subtitles of SubRip.
        case srt
        /// Subtitles of the web.
        case vtt

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}

/// A recording as it is sent.
private struct Recording {
    private let audio: FileInput
    private let name: String
    private let type: String

    /// Names a recording.
    /// - Parameters:
    ///   - audio: The recording.
    ///   - type: Its type where its name does not tell.
    init(_ audio: FileInput, _ type: String) {
        self.audio = audio
        let given = audio.name ?? "audio"
        let ending = given.split(separator: ".").dropFirst().last.map { $0.lowercased() }
        if let ending, let known = Self.types[ending] {
            name = given
            self.type = known
        } else {
            let plain = type.prefix { $0 != ";" }.lowercased().trimmed
            name = given + "." + (Self.endings[plain] ?? Self.types.first { $0.value == plain }?.key ?? "mp3")
            self.type = type
        }
    }

    /// The endings that servers know, with their types.
    ///
    /// Source: https://platform.openai.com/docs/guides/speech-to-text
    private static let types = [
        "flac": "audio/flac", "mp3": "audio/mpeg", "mp4": "audio/mp4", "mpeg": "audio/mpeg", "mpga": "audio/mpeg",
        "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
        "webm": "audio/webm",
    ]

    private static let endings = [
        "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/x-wav": "wav", "audio/wave": "wav",
        "audio/x-flac": "flac", "audio/x-m4a": "m4a", "video/mp4": "mp4", "video/webm": "webm",
    ]

    /// The request.
    func request(_ model: String, _ options: JSONObject) -> ServiceRequest {
        var parts: [Body.Part] = [.file("file", audio, fileName: name, type: type)]
        if options["model"] == nil { parts.append(.field("model", model)) }
        for member in options {
            guard case .array(let values) = member.value else {
                parts.append(.field(member.key, member.value.scalarText ?? member.value.text(.compact)))
                continue
            }
            // Lists repeat their name, with brackets behind it.
            let name = member.key.hasSuffix("[]") ? member.key : member.key + "[]"
            parts += values.map { .field(name, $0.scalarText ?? $0.text(.compact)) }
        }
        return .post("audio/transcriptions", body: .multipart(parts))
    }
}
