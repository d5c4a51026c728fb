import OIntCore

/// What a product has.
///
/// Source: https://yandex.ru/dev/market/partner-api/doc/ru/reference/business-assortment/updateOfferMappings
enum ProductStructure {
    /// The members with hints.
    static let template = Template([
        "offerId": "SKU, 1 to 255 characters",
        "additionalExpenses": price("costs besides the purchase"),
        "adult": "true: for adults only",
        "age": ["ageUnit": "YEAR or MONTH", "value": "age"],
        "barcodes": ["barcodes"],
        "basicPrice": [
            "currencyId": "currency, such as RUR", "value": "price in all shops", "discountBase": "price before",
        ],
        "boxCount": "number of boxes",
        "certificates": ["numbers of documents that are in the cabinet"],
        "commodityCodes": [["code": "code", "type": "CUSTOMS_COMMODITY_CODE or IKPU_CODE"]],
        "condition": [
            "quality": "PERFECT, EXCELLENT or GOOD", "reason": "what is wrong with it",
            "type": "PREOWNED, SHOWCASESAMPLE, REFURBISHED, REDUCTION or RENOVATED",
        ],
        "deleteParameters": ["names of members to delete"],
        "description": "description, 6,000 characters at most",
        "downloadable": "true: it is a digital product",
        "guaranteePeriod": period("guarantee"),
        "lifeTime": period("service life"),
        "manuals": [["url": "address of the manual", "title": "title"]],
        "manufacturerCountries": ["countries, in Russian"],
        "marketCategoryId": "id of a category without others below it",
        "name": "name",
        "parameterValues": [
            [
                "parameterId": "id of the parameter", "unitId": "id of the unit", "value": "value",
                "valueId": "id of the value, where there is a list",
            ]
        ],
        "pictures": ["addresses of pictures, 30 at most"],
        "purchasePrice": price("price of purchase"),
        "shelfLife": period("shelf life"),
        "tags": ["tags"],
        "type": "DEFAULT, MEDICINE, BOOK, AUDIOBOOK, ARTIST_TITLE, ON_DEMAND or ALCOHOL",
        "vendor": "brand",
        "vendorCode": "article of the maker",
        "videos": ["addresses of videos, 6 at most"],
        "weightDimensions": [
            "height": "height in cm", "length": "length in cm", "weight": "weight in kg",
            "width": "width in cm",
        ],
    ])

    private static func price(_ hint: String) -> JSON {
        ["currencyId": "currency, such as RUR", "value": .string(hint)]
    }

    private static func period(_ hint: String) -> JSON {
        [
            "timePeriod": .string("\(hint), a number"), "timeUnit": "HOUR, DAY, WEEK, MONTH or YEAR",
            "comment": "comment",
        ]
    }
}
