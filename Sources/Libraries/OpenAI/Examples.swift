import OIntCore

extension OpenAI {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        [
            "token": OptionExample("sk-not-a-real-secret", shown: "OPENAI_API_KEY"),
            "model": "gpt-5-mini",
            "msgs": #"[{"role": "user", "content": "Name three rivers."}]"#,
            "CreateModelResponse.text": "Name three rivers.",
            "StreamModelResponse.text": "Name three rivers.",
            "GetImageDescriptionStructure.bg": "auto",
            "GetImageDescriptionStructure.size": "1024x1024",
            "text": "Name three rivers.",
            "role": "user",
            "descr": #"{"prompt": "a lighthouse in fog", "n": 1}"#,
            "prompt": "a lighthouse in fog",
            "schema": #"{"type": "object", "properties": {"rivers": {"type": "array", "items": {"type": "string"}}}}"#,
            "GetEmbeddings.input": #"["first text", "second text"]"#,
            "EmbedLines.file": OptionExample("data:,first line", shown: "lines.txt"),
            "GenerateSpeech.input": "Good morning.",
            "audio": OptionExample("data:audio/mpeg;name=call.mp3,content", shown: "call.mp3"),
            "data": OptionExample("data:,content", shown: "requests.jsonl"),
            "name": "requests.jsonl",
            "GetMessageStructure.name": "Ann",
            "GetUserMessage.name": "Ann",
            "CreateAssistant.name": "Helper",
            "purpose": "batch",
            "GetImageMessageStructure.file": "file-abc123",
            "picture": OptionExample("data:image/png;name=receipt.png;base64,iVBORw0KGgo=", shown: "receipt.png"),
            "CreateBatch.file": "file-abc123",
            "RetrieveAssistant.id": "asst_abc123",
            "DeleteAssistant.id": "asst_abc123",
            "GetFileInformation.id": "file-abc123",
            "DownloadFile.id": "file-abc123",
            "DeleteFile.id": "file-abc123",
            "path": "moderations",
        ]
    }
}
