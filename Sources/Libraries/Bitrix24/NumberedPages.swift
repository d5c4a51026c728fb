import OIntCore

/// Listings of Bitrix24 that take the number of a page inside `PARAMS`, and no `start`.
///
/// Their fields have an order, and those in front of the last one may not be left out.
///
/// Source: https://apidocs.bitrix24.com/api-reference/tasks/elapsed-item/task-elapsed-item-get-list.html
struct NumberedPages {
    /// How many rows a page has at most.
    static let pageSize = 50

    private let order: [String]

    /// The pages of a method; nil where it pages by `start` like most.
    init?(_ method: String) {
        switch method.lowercased() {
        case "task.elapseditem.getlist": order = ["TASKID", "ORDER", "FILTER", "SELECT", "PARAMS"]
        case "task.item.list", "task.items.getlist": order = ["ORDER", "FILTER", "PARAMS", "SELECT"]
        default: return nil
        }
    }

    /// The number of the page that fields ask for, and how many rows one has.
    func first(_ fields: Fields) -> (number: Int, size: Int) {
        let asked = value("PARAMS", in: fields.object)?["NAV_PARAMS"]
        return (asked?["iNumPage"]?.int ?? 1, asked?["nPageSize"]?.int ?? Self.pageSize)
    }

    /// The fields that ask for a page; the first one comes without being asked for by its number.
    func fields(_ fields: Fields, page: Int, size: Int) -> Fields {
        let given = fields.object
        guard page > 1 || value("PARAMS", in: given)?["NAV_PARAMS"] != nil else { return fields }
        var result = Fields()
        for key in order {
            var value = value(key, in: given) ?? Self.usual[key]
            if key == "PARAMS" {
                var parameters = value?.object ?? [:]
                parameters["NAV_PARAMS"] = ["nPageSize": JSON(size), "iNumPage": JSON(page)]
                value = .object(parameters)
            }
            result.append(key, value)
        }
        for member in given where !order.contains(member.key.uppercased()) { result.append(member.key, member.value) }
        return result
    }

    private static let usual: [String: JSON] = ["ORDER": ["ID": "desc"], "FILTER": [:], "SELECT": ["*"], "PARAMS": [:]]

    private func value(_ key: String, in fields: JSONObject) -> JSON? {
        fields.last { $0.key.uppercased() == key }?.value
    }
}
