import OIntBitrix24
import OIntCore
import PreparedAnswers
import Testing

@Suite struct PagingTests {
    /// A page of tasks with the given ids.
    private static func page(_ ids: [Int], next: JSON? = nil) -> Portal.Answer {
        var answer: JSONObject = ["result": ["tasks": .array(ids.map { ["id": .string(String($0))] })]]
        if let next { answer.append("next", next) }
        answer.append("total", 5)
        return .json(.object(answer))
    }

    private func ids(_ pages: Pages) async throws -> [String] {
        var ids: [String] = []
        for try await row in pages { ids.append(row["id"]?.string ?? "?") }
        return ids
    }

    @Test func `All pages are walked through, each asked for by the mark of the one before`() async throws {
        let portal = Portal(Self.page([1, 2], next: 2), Self.page([3, 4], next: 4), Self.page([5]))
        let tasks = try portal.client().getTasksList(filter: ["GROUP_ID": "7"], select: ["ID"])
        #expect(try await ids(tasks) == ["1", "2", "3", "4", "5"])
        #expect(
            portal.requests.map(\.body) == [
                #"{"filter":{"GROUP_ID":"7"},"select":["ID"]}"#,
                #"{"filter":{"GROUP_ID":"7"},"select":["ID"],"start":2}"#,
                #"{"filter":{"GROUP_ID":"7"},"select":["ID"],"start":4}"#,
            ])
    }

    @Test func `Without asking for more there is one page, as it came`() async throws {
        let portal = Portal(Self.page([1, 2], next: 2))
        let output = try await portal.call("GetTasksList", ["offset": "100"])
        guard let answer = output.reply else {
            Issue.record("not one page: \(output)")
            return
        }
        #expect(answer["next"] == 2)
        #expect(answer["total"] == 5)
        #expect(portal.requests.map(\.body) == [#"{"start":100}"#])
    }

    @Test func `A portal that gives the same page again breaks the listing off`() async throws {
        let portal = Portal(Array(repeating: Self.page([1], next: 50), count: 9))
        await #expect(throws: ReplyError.self) { _ = try await ids(portal.client().getTasksList()) }
        #expect(portal.requests.count == 2)
    }

    @Test func `A total that is not reached, and a page that is none, break the listing off`() async throws {
        let pages = [Self.page([3]), Portal.Answer(body: "<!DOCTYPE html>"), .json(["error": "ACCESS_DENIED"])]
        for second in pages {
            let portal = Portal(Self.page([1, 2], next: 2), second)
            var rows = 0
            await #expect(throws: ReplyError.self) {
                for try await _ in try portal.client().getTasksList() { rows += 1 }
            }
            #expect(rows >= 2)
            #expect(portal.requests.count == 2)
        }
    }

    @Test func `Records of time are asked for by the number of the page, inside PARAMS`() async throws {
        func answer(_ ids: Range<Int>) -> Portal.Answer {
            .json(["result": .array(ids.map { ["ID": .string(String($0))] }), "next": 50, "total": 60])
        }
        let portal = Portal(answer(0..<50), answer(50..<60))
        var rows = 0
        for try await _ in try portal.client().getTaskTimeAccountingList(task: 691) { rows += 1 }
        #expect(rows == 60)
        #expect(
            portal.requests.map(\.body) == [
                #"{"TASKID":"691"}"#,
                #"{"TASKID":"691","ORDER":{"ID":"desc"},"FILTER":{},"SELECT":["*"],"#
                    + #""PARAMS":{"NAV_PARAMS":{"nPageSize":50,"iNumPage":2}}}"#,
            ])
    }

    @Test func `Any call of such a method pages so, with what was asked for`() async throws {
        let portal = Portal(.json(["result": [["ID": "1"]], "total": 21]))
        _ = try await portal.call(
            "Call",
            [
                "method": "task.elapseditem.getlist",
                "fields": #"{"filter": {"USER_ID": 1}, "params": {"NAV_PARAMS": {"nPageSize": 10, "iNumPage": 3}}}"#,
            ])
        #expect(
            portal.requests.first?.body
                == #"{"ORDER":{"ID":"desc"},"FILTER":{"USER_ID":1},"SELECT":["*"],"PARAMS":{"NAV_PARAMS":{"nPageSize":10,"iNumPage":3}}}"#
        )
    }

    @Test func `A refusal on the way ends the walk with the rows before it`() async throws {
        let portal = Portal(Self.page([1], next: 1), .json(["error": "expired_token"], status: 401))
        var rows = 0
        await #expect(throws: ServiceError.self) {
            for try await _ in try portal.client().getTasksList() { rows += 1 }
        }
        #expect(rows == 1)
    }

    @Test func `Stages, which come as an object, are rows too`() async throws {
        let stages: JSON = ["5": ["ID": "5", "TITLE": "New"], "6": ["ID": "6", "TITLE": "Done"]]
        let portal = Portal(.json(["result": stages]), .json(["result": []]))
        let bitrix = try portal.client()
        var titles: [String] = []
        for try await stage in bitrix.getKanbanStages() { titles.append(stage["TITLE"]?.string ?? "?") }
        #expect(titles == ["New", "Done"])
        #expect(portal.requests.first?.body == #"{"entityId":"0","isAdmin":false}"#)
        #expect(try await bitrix.getKanbanStages().page().rows.isEmpty)
    }
}
