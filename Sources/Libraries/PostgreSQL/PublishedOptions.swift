import OIntCore

extension PostgreSQL {
    /// The group with the option that one of its methods is published with: EnsureRecords calls --dbc --db.
    static func withPublishedOptions(_ group: GroupDescriptor) -> GroupDescriptor {
        GroupDescriptor(
            title: group.title, methods: group.methods.map { $0.name == "EnsureRecords" ? withAlias($0) : $0 })
    }

    private static func withAlias(_ method: MethodDescriptor) -> MethodDescriptor {
        let names = Set(clientParameters.map(\.name))
        return MethodDescriptor(
            name: method.name, russianName: method.russianName, aliases: method.aliases, summary: method.summary,
            discussion: method.discussion, signature: method.signature, type: method.type, answer: method.answer,
            effect: method.effect,
            client: clientParameters.map { parameter in
                guard parameter.name == "dbc" else { return parameter }
                return .optional(parameter.name, aliases: ["db"], ConnectionString.self, parameter.summary)
            },
            parameters: method.parameters.filter { !names.contains($0.name) }, body: method.run)
    }
}
