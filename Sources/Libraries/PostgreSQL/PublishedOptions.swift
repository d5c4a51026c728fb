import OIntCore

extension PostgreSQL {
    /// The group with the option that one of its methods is published with: EnsureRecords calls --dbc --db.
    static func withPublishedOptions(_ group: GroupDescriptor) -> GroupDescriptor {
        GroupDescriptor(
            title: group.title,
            methods: group.methods.map { $0.name == "EnsureRecords" ? $0.adding(aliases: ["db"], to: "dbc") : $0 })
    }
}
