import OIntCore
import Testing

@testable import OIntMessagePack

@Suite("MessagePack") struct MessagePackTests {
    private func bytes(_ hex: String) -> [UInt8] { Hexadecimal.decoded(hex) ?? [] }

    private func written(_ json: String, typed: Bool = false, compat: Bool = false) throws -> String {
        var writer = MessagePackWriter(isTyped: typed, isCompatible: compat)
        try writer.write(JSON(parsing: Array(json.utf8)), at: "the value")
        return Hexadecimal.encoded(writer.bytes)
    }

    // Source: https://github.com/kawanet/msgpack-test-suite, and Python's msgpack for the rest.
    @Test(
        "Every value in its shortest form, and back",
        arguments: [
            ("null", "c0"), ("true", "c3"), ("0", "00"), ("127", "7f"), ("128", "cc80"), ("255", "ccff"),
            ("256", "cd0100"),
            ("65535", "cdffff"), ("65536", "ce00010000"), ("4294967295", "ceffffffff"),
            ("4294967296", "cf0000000100000000"),
            ("18446744073709551615", "cfffffffffffffffff"), ("-1", "ff"), ("-32", "e0"), ("-33", "d0df"),
            ("-128", "d080"),
            ("-129", "d1ff7f"), ("-32768", "d18000"), ("-32769", "d2ffff7fff"), ("-2147483649", "d3ffffffff7fffffff"),
            ("-9223372036854775808", "d38000000000000000"), ("0.5", "ca3f000000"), ("1.1", "cb3ff199999999999a"),
            ("-0.0", "ca80000000"), ("1e+300", "cb7e37e43c8800759c"), ("\"\"", "a0"), ("\"a\"", "a161"),
            ("\"ü😀\"", "a6c3bcf09f9880"),
            ("[]", "90"), ("[1,[2]]", "92019102"), ("{}", "80"), ("{\"b\":1,\"a\":2}", "82a16201a16102"),
        ])
    func values(json: String, packed: String) throws {
        #expect(try written(json) == packed)
        var reader = MessagePackReader(bytes(packed))
        #expect(try reader.value().text(.compact) == json)
    }

    @Test(
        "Whole floats are whole numbers where these are the same",
        arguments: [("1.0", "01"), ("1e3", "cd03e8"), ("-2.0", "fe"), ("1e19", "cf8ac7230489e80000")])
    func wholeFloats(json: String, packed: String) throws { #expect(try written(json) == packed) }

    @Test("Lengths at every boundary", arguments: [31, 32, 255, 256, 65535, 65536])
    func lengths(count: Int) throws {
        for json in [
            JSON.string(String(repeating: "a", count: count)), .array(Array(repeating: 1, count: count)),
            .object(JSONObject((0..<count).map { ("k\($0)", 1) })),
        ] {
            for isCompatible in [false, true] {
                var writer = MessagePackWriter(isCompatible: isCompatible)
                try writer.write(json, at: "it")
                var reader = MessagePackReader(writer.bytes)
                #expect(try reader.value() == json)
                #expect(!isCompatible || writer.bytes[0] != 0xD9)
            }
        }
    }

    @Test(
        "Bytes, moments and extensions survive with their kinds",
        arguments: [
            ("{\"BYTES\":\"AQI=\"}", "c4020102"), ("{\"TIMESTAMP\":\"1970-01-01T00:00:01Z\"}", "d6ff00000001"),
            ("{\"TIMESTAMP\":\"2026-01-31T10:00:00.5Z\"}", "d7ff7735940069 7dd2a0"),
            ("{\"TIMESTAMP\":\"1969-12-31T23:59:59.999999999Z\"}", "c70cff3b9ac9ffffffffffffffffff"),
            ("{\"EXT\":{\"type\":5,\"data\":\"AQI=\"}}", "d5050102"),
            ("{\"EXT\":{\"type\":-7,\"data\":\"AQID\"}}", "c703f9010203"),
        ])
    func typed(json: String, packed: String) throws {
        let packed = packed.filter { $0 != " " }
        #expect(try written(json, typed: true) == packed)
        var reader = MessagePackReader(bytes(packed), isTyped: true)
        #expect(try reader.value().text(.compact) == json)
    }

    @Test(
        "Plainly they are base64, a date, and an extension; floats that JSON lacks are texts",
        arguments: [
            ("c4020102", "\"AQI=\""), ("a2ff01", "\"/wE=\""), ("d6ff00000001", "\"1970-01-01T00:00:01Z\""),
            ("d5050102", "{\"ext\":5,\"data\":\"AQI=\"}"), ("ca7fc00000", "\"NaN\""),
            ("cbfff0000000000000", "\"-Infinity\""),
            ("ca3f800000", "1.0"), ("8101c0", "{\"1\":null}"), ("81c0c0", "{\"null\":null}"),
            ("819102c3", "{\"[2]\":true}"),
        ])
    func plain(packed: String, json: String) throws {
        var reader = MessagePackReader(bytes(packed))
        #expect(try reader.value().text(.compact) == json)
    }

    @Test(
        "What is damaged, or too much, is told with its place and takes no memory",
        arguments: [
            "ddffffffff", "dfffffffff", "c6ffffffff", "dbffffffff", "92", "c1", "", "e3e3", "82a16101a16102",
            "8201c0a131c0",
            String(repeating: "91", count: 600) + "c0",
        ])
    func damaged(packed: String) throws {
        var reader = MessagePackReader(bytes(packed))
        let error = #expect(throws: UsageError.self) { try reader.value() }
        #expect(error?.description.contains("byte") == true)
    }

    @Test("Cut or changed anywhere, it ends nothing")
    func anyBytes() throws {
        let whole = bytes("84a16101a162cb3ff199999999999aa163920aa164a16592c4020102d7ff000000000000000181a178c3")
        for end in whole.indices {
            var reader = MessagePackReader(Array(whole[..<end]))
            _ = try? reader.values()
            for byte in [0x00, 0x7F, 0xC1, 0xC7, 0xDC, 0xDF, 0xFF] as [UInt8] {
                var changed = whole
                changed[end] = byte
                var reader = MessagePackReader(changed)
                _ = try? reader.values()
            }
        }
    }

    @Test("Several values are read on demand only")
    func streams() throws {
        var reader = MessagePackReader(bytes("01a16190"))
        #expect(try reader.values() == [1, "a", []])
    }

    @Test("Numbers that no reader could hold are refused with their place")
    func tooLarge() throws {
        let error = #expect(throws: UsageError.self) { try written("{\"a\":[1,18446744073709551616]}") }
        #expect(error?.description.contains("the value.a[1]") == true)
    }
}
