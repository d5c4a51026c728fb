import OIntBitrix24
import OIntCore
import PreparedAnswers
import Testing

@Suite struct FeedPostsTests {
    private let portal = Portal(.json(["result": 217]))

    /// The body of the one request that was sent.
    private var body: String? { portal.requests.first?.body }

    @Test func `A post is for everyone and unimportant unless it says otherwise`() async throws {
        _ = try await portal.client().createPost(text: "Hello")
        #expect(body == #"{"POST_MESSAGE":"Hello","DEST":["UA"],"IMPORTANT":"N"}"#)
    }

    @Test func `A post carries its files as pairs of a name and base64`() async throws {
        _ = try await portal.client().createPost(
            text: "Hello", vision: ["SG4", "U1"],
            files: ["a|b___c.txt": .bytes(Array("one".utf8)), "empty": .bytes([])],
            title: "News", important: true)
        #expect(
            body == """
                {"POST_MESSAGE":"Hello","POST_TITLE":"News","DEST":["SG4","U1"],"IMPORTANT":"Y",\
                "FILES":[["a|b___c.txt","b25l"],["empty",""]]}
                """)
    }

    @Test func `Options are read as they are typed`() async throws {
        _ = try await portal.call(
            "CreatePost", ["text": #"a\nb"#, "vision": "U1", "files": #"{"a.txt": "data:,one"}"#, "important": "TRUE"])
        #expect(
            body == #"{"POST_MESSAGE":"a\nb","DEST":["U1"],"IMPORTANT":"Y","FILES":[["a.txt","b25l"]]}"#)
    }

    @Test func `A file that is not there is a mistake before anything is sent`() async throws {
        let error = await #expect(throws: UsageError.self) {
            try await portal.call("CreatePost", ["text": "Hello", "files": #"{"a.txt": "/nowhere/a.txt"}"#])
        }
        #expect(error?.description.contains("/nowhere/a.txt") == true)
        #expect(portal.requests.isEmpty)
    }

    @Test func `A change of the text leaves the audience alone`() async throws {
        _ = try await portal.client().updatePost(postID: 217, text: "Hello again")
        #expect(body == #"{"POST_MESSAGE":"Hello again","POST_ID":"217"}"#)
    }

    @Test func `A change carries what it is given`() async throws {
        _ = try await portal.client().updatePost(
            postID: 217, vision: ["DR3"], files: ["a.txt": .bytes(Array("one".utf8))], title: "News")
        #expect(body == #"{"POST_TITLE":"News","DEST":["DR3"],"POST_ID":"217","FILES":[["a.txt","b25l"]]}"#)
    }

    @Test func `A lone recipient is a list of one`() async throws {
        _ = try await portal.call("AddPostRecipients", ["postid": "217", "vision": "U1"])
        #expect(body == #"{"POST_ID":"217","DEST":["U1"]}"#)
    }

    @Test(
        "Posts are those for everyone, unless one of them or another audience is asked for",
        arguments: [
            ([:], #"{"LOG_RIGHTS":["UA"]}"#),
            (["postid": "217"], #"{"POST_ID":"217"}"#),
            (["sel": "SG4"], #"{"LOG_RIGHTS":["SG4"]}"#),
            (["postid": "217", "sel": "SG4"], #"{"POST_ID":"217","LOG_RIGHTS":["SG4"]}"#),
        ])
    func posts(options: [String: String], body: String) async throws {
        _ = try await portal.call("GetPosts", options)
        #expect(self.body == body)
    }
}
