/// A document like the reply of a portal's task list: the same bytes in each run.
enum SampleDocument {
    private static let words = [
        "задача", "договор", "клиент", "подготовить", "отчёт", "согласовать", "счёт", "Invoice", "на", "и", "к",
        "встреча", "отправить", "коммерческое", "предложение", "CRM", "срочно", "«Ромашка»", "до", "понедельника",
    ]
    private static let names = ["Анна Петрова", "Иван Смирнов", "Олег Ковалёв", "Maria Schmidt", "Пётр Иванов"]

    /// Makes a document of at least the given size in bytes.
    static func make(size: Int) -> [UInt8] {
        var random = SplitMix64(state: 2024)
        var bytes = Array(#"{"result":{"tasks":["#.utf8)
        bytes.reserveCapacity(size + 4096)
        var id = 1_000_000
        while bytes.count < size {
            if id > 1_000_000 { bytes.append(UInt8(ascii: ",")) }
            // Every other record has its Cyrillic escaped, as PHP writes it unless told otherwise.
            let escapes = id.isMultiple(of: 2)
            bytes += record(id: id, using: &random).utf8.withEscapes(escapes)
            id += 1
        }
        bytes += #"]},"next":50,"total":\#(id),"time":{"start":1718000000.123457,"duration":0.0483119487}}"#.utf8
        return bytes
    }

    private static func record(id: Int, using random: inout SplitMix64) -> String {
        func sentence(_ count: Int, using random: inout SplitMix64) -> String {
            (0..<count).map { _ in random.pick(words) }.joined(separator: " ")
        }
        let title = sentence(random.below(5) + 2, using: &random)
        let description = sentence(random.below(25) + 5, using: &random)
        let comment = sentence(random.below(12) + 1, using: &random)
        let user = random.below(500) + 1
        let price = "\(random.below(1_000_000)).\(random.below(90) + 10)"
        let deadline = id.isMultiple(of: 3) ? "null" : #""2024-06-\#(random.below(20) + 10)T18:00:00+03:00""#
        return #"""
            {"id":"\#(id)","parentId":null,"title":"\#(title)",\#
            "description":"\#(description)\r\n[b]\#(comment)[\/b]\t\"\#(random.pick(words))\"",\#
            "mark":null,"priority":"\#(random.below(3))","multitask":"N","notViewed":"N","replicate":"N",\#
            "stageId":\#(random.below(64)),"createdBy":"\#(user)","responsibleId":"\#(random.below(500))",\#
            "createdDate":"2024-05-\#(random.below(20) + 10)T09:12:45+03:00","deadline":\#(deadline),\#
            "timeEstimate":\#(random.below(72) * 600),"timeSpentInLogs":\#(random.below(9000)),\#
            "allowChangeDeadline":true,"allowTimeTracking":false,"favorite":\#(random.below(9) == 0),\#
            "opportunity":\#(price),"taxValue":\#(random.below(100)).\#(random.below(9) + 1)e-2,\#
            "guid":"{\#(random.next())-\#(id)}","xmlId":null,"commentsCount":\#(random.below(30)),\#
            "ufCrmTask":["C_\#(random.below(9999))","D_\#(random.below(9999))"],"tags":[],\#
            "checklist":[{"id":\#(random.next() >> 1),"sortIndex":0,"isComplete":false},\#
            {"id":\#(random.next() >> 1),"sortIndex":1,"isComplete":true}],\#
            "creator":{"id":"\#(user)","name":"\#(random.pick(names))",\#
            "link":"\/company\/personal\/user\/\#(user)\/","icon":"\/bitrix\/images\/tasks\/default_avatar.png",\#
            "workPosition":{}},"accomplicesData":[],"position":[55.\#(random.next() % 1_000_000),37.61731]}
            """#
    }
}

/// Steele, Lea and Flood's SplitMix64: small, and the same everywhere.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }
}

extension String.UTF8View {
    /// The bytes, with everything beyond ASCII as `\u` escapes where wanted.
    fileprivate func withEscapes(_ wanted: Bool) -> [UInt8] {
        guard wanted else { return Array(self) }
        var bytes: [UInt8] = []
        for unit in String(self).utf16 {
            if unit < 0x80 {
                bytes.append(UInt8(unit))
            } else {
                let digits = String(unit, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)".utf8
            }
        }
        return bytes
    }
}
