import OIntCore
import OIntHTTP

@Methods("Attributes and features")
extension Ozon {
    /// Reads the tree of categories and types of products.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DescriptionCategoryAPI_GetTree
    /// - Parameter language: Language of the names.
    /// - Returns: The tree, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"description_category_id": 200000933, "category_name": "Одежда", "disabled": false,
    ///   "children": [{"type_name": "Футболка", "type_id": 93244, "disabled": false, "children": []}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьДеревоКатегорийИТиповТоваров")
    public func getCategoriesAndProductTypesTree(lang language: Language = .usual) async throws -> JSON {
        try await read("v1/description-category/tree", ["language": language.rawValue])
    }

    /// Lists the attributes that products of a category and type have.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DescriptionCategoryAPI_GetAttributes
    /// - Parameters:
    ///   - categoryID: Id of the category.
    ///   - typeID: Id of the type.
    ///   - language: Language of the names.
    /// - Returns: The attributes, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"id": 85, "name": "Бренд", "type": "String", "is_required": true, "dictionary_id": 28732849,
    ///   "is_collection": false, "max_value_count": 1}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьХарактеристикиКатегории")
    public func getCategoryAttributes(
        categoryID: ID, typeID: ID, lang language: Language = .usual
    ) async throws -> JSON {
        try await read(
            "v1/description-category/attribute",
            [
                "description_category_id": try Self.number(categoryID, "categoryid"),
                "type_id": try Self.number(typeID, "typeid"), "language": language.rawValue,
            ])
    }

    /// Lists the values that an attribute may have.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DescriptionCategoryAPI_GetAttributeValues
    /// - Parameters:
    ///   - categoryID: Id of the category.
    ///   - typeID: Id of the type.
    ///   - attributeID: Id of the attribute.
    ///   - start: The lowest id of a value that is given.
    ///   - language: Language of the values.
    /// - Returns: The values, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"id": 61571, "value": "Белый", "info": "", "picture": ""}], "has_next": true}
    ///   ```
    @Method(
        .reads, ru: "ПолучитьЗначенияХарактеристики", calls: "v1/description-category/attribute/values", rows: "result")
    public func getAttributeValues(
        categoryID: ID, typeID: ID, attributeID: ID, start: Int = 1, lang language: Language = .usual
    ) throws(UsageError) -> Pages {
        guard start > 0 else { throw UsageError("--start takes a number from 1 on, not \(start)") }
        let fields: Fields = [
            "description_category_id": try Self.number(categoryID, "categoryid"),
            "type_id": try Self.number(typeID, "typeid"), "attribute_id": try Self.number(attributeID, "attributeid"),
            "language": language.rawValue, "limit": Self.valuesPageSize,
        ]
        return Pages(of: Self.host) { last in
            var fields = fields
            // The marker is the id of the last value, and no position.
            fields.append("last_value_id", last ?? (start > 1 ? JSON(start - 1) : nil))
            let reply = try await service.page(
                Self.request("v1/description-category/attribute/values", fields, isRepeatable: true), Self.rate,
                isFirst: last == nil)
            let rows = try Pages.Rows.at("result").rows(of: reply, from: Self.host)
            guard reply["has_next"]?.bool == true else { return Pages.Page(reply: reply, rows: rows, next: nil) }
            guard let next = rows.last?["id"] else {
                throw ReplyError(
                    peer: Self.host, reason: "the listing says that there is more, and does not say where (no id)")
            }
            return Pages.Page(reply: reply, rows: rows, next: next)
        }
    }

    /// Searches the values that an attribute may have: a hundred at most.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/DescriptionCategoryAPI_SearchAttributeValues
    /// - Parameters:
    ///   - categoryID: Id of the category.
    ///   - typeID: Id of the type.
    ///   - attributeID: Id of the attribute.
    ///   - value: Text to look for.
    /// - Returns: The values, under `result`.
    ///
    ///   ```json
    ///   {"result": [{"id": 61571, "value": "Белый", "info": "", "picture": ""}]}
    ///   ```
    @Method(.reads, ru: "НайтиЗначенияХарактеристики")
    public func searchAttributeValue(categoryID: ID, typeID: ID, attributeID: ID, value: String) async throws -> JSON {
        try await read(
            "v1/description-category/attribute/values/search",
            [
                "description_category_id": try Self.number(categoryID, "categoryid"),
                "type_id": try Self.number(typeID, "typeid"),
                "attribute_id": try Self.number(attributeID, "attributeid"), "limit": 100, "value": value,
            ])
    }

    /// Reads how many products may be created and changed, and how many have been.
    ///
    /// Source: https://docs.ozon.ru/api/seller/#operation/ProductAPI_GetUploadQuota
    /// - Returns: The limits of the day and in all.
    ///
    ///   ```json
    ///   {"daily_create": {"limit": 500, "reset_at": "2026-01-16T00:00:00Z", "usage": 12},
    ///   "daily_update": {"limit": 1000, "reset_at": "2026-01-16T00:00:00Z", "usage": 40},
    ///   "total": {"limit": 10000, "usage": 812}}
    ///   ```
    @Method(.reads, ru: "ПолучитьЛимитыРаботыСТоварами")
    public func getProductsRequestsLimits() async throws -> JSON { try await read("v4/product/info/limit") }

    /// The most values of a page.
    private static let valuesPageSize = 2000

    /// Languages of names and values.
    public enum Language: String, OptionChoice {
        /// Russian, as Ozon has it where nothing is said.
        case usual = "DEFAULT"
        /// Russian.
        case russian = "RU"
        /// English.
        case english = "EN"
        /// Turkish.
        case turkish = "TR"
        /// Simplified Chinese.
        case chinese = "ZH_HANS"

        /// The value has no role.
        public static var optionRoles: OptionRoles { [] }
    }
}
