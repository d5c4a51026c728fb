import OIntBitrix24
import OIntCore
import PreparedAnswers
import Testing

/// Requests in which something is special; the contract with the catalogue covers the rest.
@Suite struct RequestTests {
    private let portal = Portal(.json(["result": true]))

    private func body(_ method: String, _ options: [String: String]) async throws -> String? {
        _ = try await portal.call(method, options)
        return portal.requests.first?.body
    }

    @Test(
        "A moment keeps its clock and its zone",
        arguments: [
            ("2026-01-31T10:00:00+03:00", "2026-01-31T10:00:00+03:00"),
            ("2026-01-31 10:00-0530", "2026-01-31T10:00:00-05:30"),
            ("20260131100000Z", "2026-01-31T10:00:00Z"),
        ])
    func moments(typed: String, sent: String) async throws {
        let spent = try await body("AddTaskTimeAccounting", ["task": "1", "amount": "60", "date": typed])
        #expect(spent == #"{"TASKID":"1","ARFIELDS":{"SECONDS":60,"CREATED_DATE":"\#(sent)"}}"#)
        let portal = Portal(.json(["result": true]))
        _ = try await portal.client().startTimekeeping(time: DateTime(typed))
        #expect(portal.requests.first?.body == #"{"TIME":"\#(sent)"}"#)
    }

    @Test func `A moment without a zone gets the machine's one`() async throws {
        let typed = try #require(DateTime("2026-01-31T10:00:00"))
        _ = try await portal.client().stopTimekeeping(time: typed)
        let sent = try #require(portal.requests.first?.json?["TIME"]?.string)
        #expect(sent.hasPrefix("2026-01-31T10:00:00") && sent.count > "2026-01-31T10:00:00".count)
        #expect(DateTime(sent)?.unixTime == typed.unixTime)
    }

    @Test func `Rights of an administrator are no field of a stage`() async throws {
        let sent = try await body("AddKanbanStage", ["title": "New", "admin": "true"])
        #expect(sent == #"{"fields":{"TITLE":"New","COLOR":"FFD800"},"isAdmin":true}"#)
    }

    @Test(
        "Fields go by the names in the vendor's reference",
        arguments: [
            ("MuteTask", ["task": "1"], #"{"id":"1"}"#),
            ("UnmuteTask", ["task": "1"], #"{"id":"1"}"#),
            ("GetTaskCommentsList", ["task": "1"], #"{"TASKID":"1"}"#),
            ("DeleteKanbanStage", ["stage": "5", "admin": "true"], #"{"id":"5","isAdmin":true}"#),
        ])
    func vendorNames(method: String, options: [String: String], sent: String) async throws {
        #expect(try await body(method, options) == sent)
    }

    @Test func `A stage can be moved without being renamed, by the published name too`() async throws {
        let sent = try await body("UpdateKanbansStage", ["stage": "5", "prevstage": "0"])
        #expect(sent == #"{"id":"5","fields":{"AFTER_ID":"0"},"isAdmin":false}"#)
    }

    @Test(
        "A task is put before another one, behind it, or just into the stage",
        arguments: [
            ([:], #"{"id":"1","stageId":"5"}"#),
            (["after": "3"], #"{"id":"1","stageId":"5","after":"3"}"#),
            (["before": "2", "after": "3"], #"{"id":"1","stageId":"5","before":"2"}"#),
        ])
    func moves(options: [String: String], sent: String) async throws {
        let all = options.merging(["task": "1", "stage": "5"]) { own, _ in own }
        #expect(try await body("MoveTaskToKanbanStage", all) == sent)
    }

    @Test func `The published slip of a pen in an option goes on working`() async throws {
        let sent = try await body("MoveFolder", ["folderid": "1", "tagetid": "2"])
        #expect(sent == #"{"id":"1","targetFolderId":"2"}"#)
    }

    @Test func `A link from start to start, whose number is zero, is sent`() async throws {
        let sent = try await body("CreateTasksDependencies", ["taskfrom": "1", "taskto": "2", "linktype": "0"])
        #expect(sent == #"{"taskIdFrom":"1","taskIdTo":"2","linkType":"0"}"#)
    }

    @Test func `A link is removed without its kind`() async throws {
        let sent = try await body("DeleteTasksDependencies", ["taskfrom": "1", "taskto": "2"])
        #expect(sent == #"{"taskIdFrom":"1","taskIdTo":"2"}"#)
    }

    @Test(
        "An empty collection is like none",
        arguments: ["{}", "[]"])
    func empty(list: String) async throws {
        let sent = try await body("CheckTaskAccesses", ["task": "1", "users": list])
        #expect(sent == #"{"taskId":"1"}"#)
    }

    @Test func `The filter for folders is made of the fields that the portal can filter by`() async throws {
        let fields: JSON = [
            "ID": ["TYPE": "integer", "USE_IN_FILTER": true],
            "REAL_OBJECT_ID": ["TYPE": "integer", "USE_IN_FILTER": false],
            "NAME": ["TYPE": "string", "USE_IN_FILTER": true],
        ]
        let portal = Portal(.json(["result": fields]), .json(["result": fields]), .json(["result": .null]))
        let bitrix = try portal.client()
        #expect(try await bitrix.getFolderFilterStructure() == ["ID": "integer", "NAME": "string"])
        #expect(try await bitrix.getFolderFilterStructure(empty: true) == ["ID": "", "NAME": ""])
        #expect(try await bitrix.getFolderFilterStructure() == ["result": .null])
    }
}
