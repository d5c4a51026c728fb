import OIntCore
import Testing

@Suite("Fields of a request")
struct FieldsTests {
    @Test("fields keep their order, and those without a value are left out")
    func literal() {
        let title: String? = nil
        let limit: Int? = 5
        let fields: Fields = [
            "z": "text", "title": title, "limit": limit, "id": ID("42"), "flag": false, "list": ["a", "b"],
            "json": ["x": .null] as JSON, "object": ["y": 1] as JSONObject, "number": JSONNumber("1.50"), "none": nil,
        ]
        #expect(
            "\(fields.object)"
                == #"{"z":"text","limit":5,"id":"42","flag":false,"list":["a","b"],"json":{"x":null},"object":{"y":1},"number":1.50}"#
        )
    }

    @Test("an empty list is a value, empty fields are none")
    func empty() {
        let nothing: Fields = ["a": nil as String?]
        #expect(nothing.fieldValue == nil)
        let fields: Fields = [
            "list": [] as [String], "fields": nothing, "inner": ["b": 1] as Fields, "null": JSON.null,
        ]
        #expect("\(fields.object)" == #"{"list":[],"inner":{"b":1},"null":null}"#)
        #expect(([nothing, ["b": 1]] as [Fields]).fieldValue == [["b": 1]])
    }

    @Test("fields are added at the end, and set in their place")
    func changing() {
        var fields: Fields = ["a": 1, "b": 2]
        fields.append("c", 3)
        fields.append("d", nil)
        fields.set("a", "new")
        fields.set("e", true)
        fields.set("b", [:] as Fields)
        fields.append(contentsOf: ["f": .null, "a": 9])
        #expect("\(fields.object)" == #"{"a":"new","b":2,"c":3,"e":true,"f":null,"a":9}"#)
    }
}
