import OIntCore
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test("accessors give the kind asked for and nothing else")
    func accesses() {
        let values: [JSON] = [.null, true, 5, "5", [1, 2], ["a": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.int) == [nil, nil, 5, nil, nil, nil])
        #expect(values.map(\.double) == [nil, nil, 5, nil, nil, nil])
        #expect(values.map(\.number) == [nil, nil, 5, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, "5", nil, nil])
        #expect(values.map(\.array) == [nil, nil, nil, nil, [1, 2], nil])
        #expect(values.map(\.object) == [nil, nil, nil, nil, nil, ["a": 1]])
    }

    @Test("subscripts reach into a value and give nil where nothing is")
    func subscripts() throws {
        let json = try JSON(parsing: #"{"result":{"task":[{"id":"5"}]},"n":null}"#)
        #expect(json["result"]?["task"]?[0]?["id"] == "5")
        #expect(json["result"]?["task"]?[1] == nil)
        #expect(json["result"]?["task"]?[-1] == nil)
        #expect(json["result"]?[0] == nil)
        #expect(json["none"] == nil)
        #expect(json["n"] == .some(.null))
        #expect((["a"] as JSON)["a"] == nil)
    }

    @Test("values are made from Swift's own")
    func creates() {
        let flag = true
        let text = "x".dropFirst(0)
        let half = 0.5
        #expect(JSON(flag) == true)
        #expect(JSON(text) == "x")
        #expect(JSON(UInt8(3)) == 3)
        #expect(JSON(half) == 0.5)
        #expect(JSON([1, "a"].dropFirst()) == ["a"])
        #expect(JSON(["a": 1] as JSONObject) == ["a": 1])
        #expect(JSON(JSONNumber("1e3") ?? 0).text() == "1e3")
        #expect("a\(1)" as JSON == "a1")
    }

    @Test("an object keeps the order and equal keys of its members")
    func keepsOrder() throws {
        var object: JSONObject = ["z": 1, "a": 2, "z": 3]
        #expect(object.keys == ["z", "a", "z"])
        #expect(object["z"] == 3)
        #expect(object.map(\.value) == [1, 2, 3])
        object["z"] = 4
        object["new"] = 5
        object.append("a", 6)
        #expect("\(object)" == #"{"z":1,"a":2,"z":4,"new":5,"a":6}"#)
        object["z"] = nil
        #expect(object.keys == ["a", "new", "a"])
        #expect(object[1].key == "new")
        #expect(object.count == 3)
        #expect(JSONObject([("b", 1), ("a", 2)]) != JSONObject([("a", 2), ("b", 1)]))
        #expect(JSONObject(members: [.init(key: "b", value: 1)]) == ["b": 1])
        let order = (0..<200).map { "\($0 * 7919 % 200)" }
        let text = "{" + order.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSON(parsing: text).object?.keys == order)
    }
}
