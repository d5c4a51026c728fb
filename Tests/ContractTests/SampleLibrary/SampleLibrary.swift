import OIntCore
import OIntHTTP

/// A library of one method, to try the comparisons themselves on.
enum SampleLibrary {
    /// What is published about it.
    static let facts = """
        library: sample
        title: Sample
        groups:
          - name: Things
            methods:
              - name: GetThing
                ru: ПолучитьВещь
                params:
                  - {opt: url, short: u, type: string, req: true}
                  - {opt: thing, short: t, type: string, req: true}
                  - {opt: since, short: s, type: date}
                  - {opt: depth, short: d, type: number, default: 3}
                  - {opt: own, short: o, type: bool, default: false}
                  - {opt: picture, short: p, type: binary}
                  - {opt: more, short: m, type: object}
                call:
                  - http: POST
                    url: <url>/things/get
                    query: {v: '2'}
                    headers: {X-Kind: thing}
                    json:
                      id: <thing>
                      options: {depth: <depth>, own: <own>, since: '<since>?'}
                      picture: '<picture>?'
                      '*': '<more>?'
        """

    /// How it is tried out.
    static let exceptions = """
        library: sample
        setup:
          values:
            - {option: url, typed: 'https://things.example', sent: 'https://things.example'}
        """

    /// What its vendor says.
    static let vendor = """
        base: [<url>/]
        common: [v]
        methods:
          things/get: {parameters: {id: true, options: false, picture: null}}
        """

    /// The library, which does what is published.
    static let library = LibraryDescriptor(name: "sample", title: "Sample", summary: "Things.") {
        [GroupDescriptor(title: "Things", methods: [getThing])]
    }

    private static var getThing: MethodDescriptor {
        MethodDescriptor(
            name: "GetThing", russianName: "ПолучитьВещь", summary: "Fetches a thing.", effect: .reads, client: [],
            parameters: [
                .required("url", String.self, "Address."), .required("thing", ID.self, "Id of the thing."),
                .optional("since", DateTime.self, "Oldest change to give."),
                .defaulted("depth", Int.self, 3, "How far to look."),
                .defaulted("own", Bool.self, false, "Whether to look at one's own things only."),
                .optional("picture", FileInput.self, "A similar thing."),
                .optional("more", JSONObject.self, "Further fields."),
            ]
        ) { invocation in
            var options = OptionDecoder(invocation)
            let url = options.required("url", String.self)
            let thing = options.required("thing", ID.self)
            let since = options.optional("since", DateTime.self)
            let depth = options.defaulted("depth", Int.self, 3)
            let own = options.defaulted("own", Bool.self, false)
            let picture = options.optional("picture", FileInput.self)
            let more = options.optional("more", JSONObject.self)
            try options.finish()
            var files = EmbeddedFiles()
            let inner: Fields = ["depth": try depth(), "own": try own(), "since": try since()?.rfc3339]
            var fields: Fields = ["id": try thing(), "options": inner, "picture": try picture().map { files.add($0) }]
            let written = Set(fields.object.keys)
            fields.append(contentsOf: JSONObject(members: (try more() ?? [:]).filter { !written.contains($0.key) }))
            let request = Request(
                .post, try url() + "/things/get", query: [("v", "2")], headers: [HeaderField("X-Kind", "thing")],
                body: .jsonWithFiles(.object(fields.object), files: files), isRepeatable: true)
            return .json(try await options.service(HTTP.self).fetch(request).json())
        }
    }

    /// The method, with the facts as they are after an edit.
    static func method(
        facts: String = facts, exceptions: String = exceptions, vendor: String = vendor
    ) throws -> MethodCase {
        let contract = Contract(
            facts: try LibraryFacts(YAMLDocument.read(facts)),
            exceptions: try Exceptions(YAMLDocument.read(exceptions)),
            vendor: try VendorTable(YAMLDocument.read(vendor)), library: library)
        guard let method = contract.methods.first else { throw FactsError("the sample has no method") }
        return MethodCase(contract: contract, facts: method)
    }

    /// Everything that the comparisons find.
    static func problems(_ method: MethodCase) async -> [String] {
        guard let descriptor = method.descriptor, let vendor = method.contract.vendor else { return ["it is missing"] }
        var problems = OptionCheck(method: method, descriptor: descriptor).problems()
        problems += await RequestCheck(method: method, descriptor: descriptor).problems()
        do {
            problems += try await EffectCheck(method: method, descriptor: descriptor).problems()
            problems += try await VendorCheck(method: method, descriptor: descriptor, vendor: vendor).problems()
        } catch {
            problems.append("\(error)")
        }
        return problems
    }
}
