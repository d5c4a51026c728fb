import Testing

@testable import OIntCore

@Suite("Suggestions of methods")
struct MethodSuggestionTests {
    private static func method(_ name: String, _ russian: String? = nil) -> MethodDescriptor {
        MethodDescriptor(
            name: name, russianName: russian, summary: "\(name).", effect: .reads, client: [], parameters: []
        ) { _ in .json(.null) }
    }

    private let methods = [
        ("GetTask", "ПолучитьЗадачу"), ("GetTasksList", "ПолучитьСписокЗадач"), ("DeleteTask", "УдалитьЗадачу"),
        ("DeleteMessage", "УдалитьСообщение"), ("SendTextMessage", "ОтправитьТекстовоеСообщение"),
        ("PinMessage", "ЗакрепитьСообщение"), ("UnpinMessage", "ОткрепитьСообщение"), ("SetWebhook", nil),
        ("Ban", "Бан"), ("Unban", "Разбан"),
    ].map { method($0.0, $0.1) }

    @Test(
        "A slip of the pen leads to the method that does the same",
        arguments: [
            ("GetTaks", "GetTask"), ("gettaks", "GetTask"), ("DeletTask", "DeleteTask"), ("delettask", "DeleteTask"),
            ("SendTxtMessage", "SendTextMessage"), ("PinMesage", "PinMessage"), ("UnpnMessage", "UnpinMessage"),
            ("ПолучитьЗадчау", "ПолучитьЗадачу"), ("УдалитьСообщния", "УдалитьСообщение"), ("Send", "SendTextMessage"),
        ])
    func finds(name: String, expected: String) {
        #expect(MethodSuggestion.nearest(to: name, among: methods) == expected)
    }

    @Test(
        "A method that does something else is never proposed",
        arguments: [
            "SendMesage", "sendmesage", "SetTask", "settask", "AddTask", "PinMessages2Delete", "ОтправитьСообщение",
            "EditMessage", "ReadMessage", "GetWebhook", "СоздатьЗадачу",
        ])
    func otherAction(name: String) {
        #expect(MethodSuggestion.nearest(to: name, among: methods) == nil)
    }

    @Test("Of methods that do different things and are equally near, none is proposed")
    func rivals() {
        let methods = ["GetTask", "SetTask"].map { Self.method($0) }
        #expect(MethodSuggestion.nearest(to: "QetTask", among: methods) == nil)
        #expect(MethodSuggestion.nearest(to: "GetTsk", among: methods) == "GetTask")
    }
}
