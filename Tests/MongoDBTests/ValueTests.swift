import OIntCore
import Testing

@testable import OIntMongoDB

@Suite struct ValueTests {
    private func back(_ text: String, _ form: BSONReader.Form) throws -> String {
        let object = try #require(JSON(parsing: Array(text.utf8)).object)
        return JSON.object(try BSONReader.object(try BSONWriter.document(object, "it"), form)).text(.compact)
    }

    @Test(
        "Extended JSON comes back as it was, whatever the kind",
        arguments: [
            #"{"a":{"$numberInt":"-2147483648"},"b":{"$numberLong":"9223372036854775807"},"c":{"$numberDouble":"1.0"}}"#,
            #"{"nan":{"$numberDouble":"NaN"},"inf":{"$numberDouble":"-Infinity"},"zero":{"$numberDouble":"-0.0"}}"#,
            #"{"_id":{"$oid":"57e193d7a9cc81b4027498b5"},"d":{"$date":{"$numberLong":"-1"}}}"#,
            #"{"far":{"$date":{"$numberLong":"253402300800000"}},"t":{"$timestamp":{"t":4294967295,"i":7}}}"#,
            #"{"bin":{"$binary":{"base64":"AQI=","subType":"80"}},"re":{"$regularExpression":{"pattern":"^a","options":"im"}}}"#,
            #"{"js":{"$code":"f()"},"scoped":{"$code":"x","$scope":{"x":{"$numberLong":"1"}}},"s":{"$symbol":"s"}}"#,
            #"{"min":{"$minKey":1},"max":{"$maxKey":1},"u":{"$undefined":true},"n":null,"t":true}"#,
            #"{"z":"ü😀\u0000x","a":[{"$numberLong":"1"},[],{}],"b":{"z":"1","a":"2"},"a":"twice"}"#,
        ])
    func lossless(text: String) throws { #expect(try back(text, .extended) == text) }

    @Test(
        "Decimals keep their digits and zeros",
        arguments: [
            "0", "-0", "0.10", "9.999999999999999999999999999999999E+6144", "1E-6176", "0.000001", "1E-7",
            "123456789012345678901234567890.1234", "-1.5", "1E+3", "NaN", "Infinity", "-Infinity",
        ])
    func decimals(text: String) throws {
        #expect(try #require(Decimal128(text)).text == text)
    }

    @Test(
        "What no decimal holds is refused, not rounded",
        arguments: ["12345678901234567890123456789012345", "1E+7000", "", "1x", "--1", "1.2.3"])
    func badDecimals(text: String) { #expect(Decimal128(text) == nil) }

    @Test(
        "Plain answers are as published",
        arguments: [
            (#"{"a":1,"b":1.5,"c":1.0,"d":12345678901234567}"#, #"{"a":1,"b":1.5,"c":1.0,"d":12345678901234567}"#),
            (#"{"_id":{"__OPI_OBJECTID__":"57e193d7a9cc81b4027498b5"}}"#, #"{"_id":"57e193d7a9cc81b4027498b5"}"#),
            (#"{"d":{"__OPI_DATETIME__":"2026-01-31T10:00:00.25+03:00"}}"#, #"{"d":"2026-01-31T07:00:00.250Z"}"#),
            (#"{"d":{"$date":"1969-12-31T23:59:59.999Z"}}"#, #"{"d":"1969-12-31T23:59:59.999Z"}"#),
            (
                #"{"b":{"__OPI_BINARY__":"AQI="},"m":{"__OPI_MINKEY__":1},"n":{"__OPI_NULL__":1}}"#,
                #"{"b":"AQI=","m":"<<MinKey>>","n":null}"#
            ),
            (#"{"x":{"$numberDecimal":"0.10"},"i":{"__OPI_INT32__":"5"}}"#, #"{"x":"0.10","i":5}"#),
            (#"{"__4set":{"a":1}}"#, #"{"$set":{"a":1}}"#),
        ])
    func plain(text: String, shown: String) throws { #expect(try back(text, .plain) == shown) }

    @Test(
        "What can't be written is told, and nothing is cut",
        arguments: [
            #"{"a\u0000b":1}"#, #"{"a":{"$regularExpression":{"pattern":"a\u0000b","options":""}}}"#,
            #"{"a":18446744073709551616}"#, #"{"a":{"$oid":"57e1"}}"#, #"{"a":{"$numberInt":"2147483648"}}"#,
            #"{"a":{"__OPI_DATETIME__":"soon"}}"#, #"{"a":{"$binary":{"base64":"AQI="}}}"#,
        ])
    func refused(text: String) throws {
        let object = try #require(JSON(parsing: Array(text.utf8)).object)
        #expect(throws: UsageError.self) { try BSONWriter.document(object, "it") }
    }

    @Test("A document that is cut anywhere is told, and ends nothing")
    func damaged() throws {
        let whole = try BSONWriter.document(
            ["a": 1, "b": "text", "c": [1.5, ["$oid": "57e193d7a9cc81b4027498b5"]], "d": ["$numberDecimal": "1"]], "it")
        for end in 0..<whole.count {
            #expect(throws: BSONReader.Damage.self) { try BSONReader.object(Array(whole[..<end]), .plain) }
        }
        for index in whole.indices {
            var bytes = whole
            bytes[index] = 0xFF
            _ = try? BSONReader.object(bytes, .extended)
        }
    }

    @Test("Connection strings: what is in them, and what is wrong with them")
    func strings() throws {
        let text = MongoDB.generateConnectionString(
            addr: "a.example:27018,b.example", db: "my shop", usr: "ann@x", pwd: "p@:/?#%", params: ["tls": true])
        #expect(text == "mongodb://ann%40x:p%40%3A%2F%3F%23%25@a.example:27018,b.example/my%20shop?tls=true")
        let string = try ConnectionString(text)
        #expect(string.password == "p@:/?#%")
        #expect(string.destinations.map(\.host) == ["a.example", "b.example"])
        #expect("\(string)" == "***")
        for (text, words) in [
            ("localhost:27017", "mongodb://login"), ("mongodb://a:b@c@h/", "%40"), ("mongodb://a:b:c@h/", "%3A"),
            ("mongodb://h/?tlsAllow=1", "not known"), ("mongodb://h/?tls", "name=value"), ("mongodb://h,/x", "host"),
        ] {
            let error = try #require(#expect(throws: UsageError.self) { try ConnectionString(text) })
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test(
        "What commands do is told by their name and what is in them",
        arguments: [
            ("find", "", true), ("aggregate", #"{"pipeline": [{"$match": {"a": 1}}], "cursor": {}}"#, true),
            ("aggregate", #"{"pipeline": [{"$facet": {"x": [{"$lookup": {"pipeline": [{"$merge": "y"}]}}]}}]}"#, false),
            ("aggregate", #"{"pipeline": [{"__4out": "y"}]}"#, false), ("find", #"{"filter": {"$where": "x"}}"#, false),
            ("insert", "", false), ("aggregate", "[", false), ("dropDatabase", "", false),
        ])
    func effects(command: String, data: String, reads: Bool) {
        #expect((CommandEffect.of(command, data) == .reads) == reads)
    }
}
