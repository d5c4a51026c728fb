import SwiftParser
import SwiftSyntax
import Testing

@testable import OIntMacros

@Suite("Documentation comments")
struct DocumentationTests {
    /// What is read from the comment in front of a function.
    private func read(_ comment: String) throws -> DocComment {
        let file = Parser.parse(source: comment + "\nfunc f() {}")
        return DocComment(of: try #require(file.statements.first))
    }

    @Test("the first paragraph is the summary, in one line")
    func summary() throws {
        let comment = try read(
            """
            /// Fetches one task,
            ///    and its checklist.
            """)
        #expect(comment.summary == "Fetches one task, and its checklist.")
        #expect(comment.discussion == "")
        #expect(comment.parameters == [:])
    }

    @Test("the paragraphs after it are the discussion, one a line")
    func discussion() throws {
        let comment = try read(
            """
            ///
            /// Fetches one task.
            ///
            /// Closed tasks are found too, as long as
            /// nobody removed them.
            ///
            ///
            /// Source: https://example.com/get
            """)
        #expect(comment.summary == "Fetches one task.")
        #expect(comment.discussion == "Closed tasks are found too, as long as nobody removed them.")
        #expect(comment.source == "https://example.com/get")
    }

    @Test("a list of parameters is read with its wrapped lines")
    func parameterList() throws {
        let comment = try read(
            """
            /// Sends a message.
            /// - Parameters:
            ///   - chat: Id of the chat,
            ///     as `GetChats` gives it.
            ///   - text: What to say: anything.
            ///
            ///   - silent_2: Whether nobody is told.
            /// - Returns: The message.
            ///   With its id.
            /// - Throws: What happened.
            """)
        #expect(comment.summary == "Sends a message.")
        #expect(comment.discussion == "")
        #expect(
            comment.parameters == [
                "chat": "Id of the chat, as `GetChats` gives it.", "text": "What to say: anything.",
                "silent_2": "Whether nobody is told.",
            ])
    }

    @Test("single parameters are read, whatever stands between them")
    func singleParameters() throws {
        let comment = try read(
            """
            /// Sends a message.
            /// - Parameter chat: Id of the chat,
            ///   which must exist.
            /// - Returns: The message.
            /// - Parameter text: What to say.
            /// - Note: Nobody is told.
            """)
        #expect(comment.parameters == ["chat": "Id of the chat, which must exist.", "text": "What to say."])
        #expect(comment.discussion == "")
    }

    @Test(
        "other tags are no help", arguments: ["Returns", "Throws", "Note", "Important", "Warning", "SeeAlso"])
    func otherTags(_ tag: String) throws {
        let comment = try read(
            """
            /// Sends a message.
            /// - \(tag): Something,
            ///   and more.
            """)
        #expect(comment.summary == "Sends a message.")
        #expect(comment.discussion == "")
        #expect(comment.parameters == [:])
    }

    @Test("a tag of any kind ends the description of a parameter, a list inside it does not")
    func tagBelowParameter() throws {
        let comment = try read(
            """
            /// Sends a message.
            /// - Parameters:
            ///   - chat: Id of the chat;
            ///     - any chat will do
            /// - Complexity: None.
            """)
        #expect(comment.parameters == ["chat": "Id of the chat; - any chat will do"])
    }

    @Test("a block of code below what is returned keeps its lines, without their margin")
    func block() throws {
        let comment = try read(
            """
            /// Sends a message.
            /// - Returns: The message,
            ///   under `result`.
            ///
            ///   ```json
            ///   {"ok": true,
            ///     "result": {
            ///
            ///   "a": "- Throws: no"}}
            ///   ```
            /// - Throws: What happened.
            """)
        #expect(
            comment.blocks == [
                DocComment.CodeBlock(
                    language: "json", isInReturns: true, margin: 3,
                    lines: [#"{"ok": true,"#, #"  "result": {"#, "", #""a": "- Throws: no"}}"#], isClosed: true)
            ])
        #expect(comment.summary == "Sends a message.")
        #expect(comment.discussion == "")
    }

    @Test("a block anywhere else is neither text nor an answer, and what stands behind it counts again")
    func otherBlock() throws {
        let comment = try read(
            """
            /// Sends a message.
            ///
            /// As in:
            /// ```swift
            /// send()
            /// ```
            /// - Parameter text: What to say:
            ///   ```
            ///   - chat: no
            ///   ```
            ///   anything.
            /// - Throws: What happened.
            ///
            ///   ```text
            ///   Oh
            """)
        #expect(comment.blocks.map(\.language) == ["swift", "", "text"])
        #expect(comment.blocks.map(\.isInReturns) == [false, false, false])
        #expect(comment.blocks.map(\.isClosed) == [true, true, false])
        #expect(comment.discussion == "As in:")
        #expect(comment.parameters == ["text": "What to say: anything."])
    }

    @Test("a parameter that is named and not described has no summary")
    func emptyDescription() throws {
        #expect(try read("/// Does it.\n/// - Parameter x:").parameters == ["x": ""])
    }

    @Test("the lines of a description need no margin, and the entries of a list a small one")
    func margins() throws {
        let comment = try read(
            """
            /// Sends a message.
            ///
            /// - Parameter chat: Id of the chat,
            /// which must exist.
            /// - Parameters:
            ///  - text: What
            ///  to say.
            ///  - silent: Whether nobody is told.
            """)
        #expect(
            comment.parameters == [
                "chat": "Id of the chat, which must exist.", "text": "What to say.",
                "silent": "Whether nobody is told.",
            ])
        #expect(comment.discussion == "")
    }

    @Test("a paragraph below the tags is discussion, not the end of the last tag")
    func paragraphBelow() throws {
        let comment = try read(
            """
            /// Sends a message.
            ///
            /// It arrives at once.
            /// - Parameter chat: Id of the chat.
            ///
            /// Source: https://example.com/send
            /// - Returns: The message.
            ///
            /// The end.
            """)
        #expect(comment.parameters == ["chat": "Id of the chat."])
        #expect(comment.discussion == "It arrives at once.\nThe end.")
        #expect(comment.source == "https://example.com/send")
    }

    @Test("only the last comment in front of a declaration counts")
    func lastComment() throws {
        #expect(try read("/// Old one.\n\n/// Fetches it.").summary == "Fetches it.")
        #expect(try read("/// Old one.\n// A remark.\n/// Fetches it.").summary == "Fetches it.")
        #expect(try read("/// Old one.\n/* A remark. */\n/// Fetches it.").summary == "Fetches it.")
        #expect(try read("// A remark.\n/// Fetches it.").summary == "Fetches it.")
        #expect(try read("// Fetches it.").summary == "")
    }

    @Test("the comment is found in front of the attributes")
    func attributes() throws {
        #expect(try read("/// Fetches it.\n@Method(.reads)\n@discardableResult").summary == "Fetches it.")
    }

    @Test(
        "help keeps quotes, backslashes and what looks like interpolation",
        arguments: [
            #"Says "hello"."#, #"Reads C:\tmp."#, #"Shows \(x)."#, ##"Raw #"\(x)"# text."##, ##"Shows \#(x)."##,
            "Просто текст.",
        ])
    func quoting(_ sentence: String) throws {
        let expansion = Expansion(
            of: """
                @Methods("Group")
                extension Portal {
                    /// \(sentence)
                    /// - Parameter x: \(sentence)
                    @Method(.reads, ru: "Сделать")
                    public static func f(x: ID) {}
                }
                """)
        #expect(expansion.complaints == [])
        let method = try #require(WrittenDescriptor.all(in: expansion).first)
        #expect(method.lines[7] == sentence)
        #expect(method.lines.last == "x||||\(sentence)")
    }

    @Test("the paragraphs of a discussion are one literal")
    func paragraphs() {
        let expansion = Expansion(
            of: """
                @Methods("Group")
                extension Portal {
                    /// Does it.
                    ///
                    /// First "paragraph".
                    ///
                    /// Second.
                    @Method(.reads, ru: "Сделать")
                    public static func f() {}
                }
                """)
        #expect(WrittenDescriptor.all(in: expansion).first?.lines[8] == #"First "paragraph".⏎Second."#)
    }
}
