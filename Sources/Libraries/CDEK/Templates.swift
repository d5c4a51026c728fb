import OIntCore

/// What CDEK's objects have, with hints in place of the values.
///
/// Source: https://apidoc.cdek.ru
enum CDEKTemplates {
    static let officeFilter = Template([
        "postal_code": "postal code", "city_code": "code of the city, as GetCities tells it",
        "type": "PVZ, POSTAMAT or ALL", "country_code": "country, such as RU",
        "region_code": "code of the region, as GetRegionsList tells it", "have_cashless": "true: takes cards",
        "have_cash": "true: takes cash", "allowed_cod": "true: cash on delivery",
        "is_dressing_room": "true: clothes can be tried on", "weight_max": "takes so many kg at least",
        "weight_min": "takes so many kg at most", "lang": "rus, eng or zho",
        "take_only": "true: gives parcels out only",
        "is_handout": "true: gives parcels out", "is_reception": "true: takes parcels",
        "is_marketplace": "true: of a marketplace", "fias_guid": "id of the city in FIAS", "code": "code of the point",
        "is_ltl": "true: takes large goods", "fulfillment": "true: keeps goods", "size": "how many on a page",
        "page": "number of the page, from 0",
    ])

    static func order(isRequired: Bool, isStore: Bool) -> Template {
        var order: JSONObject = [
            "tariff_code": "code of the tariff, as CalculateTariffs tells them", "recipient": .object(recipient),
            "packages": [.object(package)],
        ]
        guard !isRequired else { return Template(order) }
        let more: JSONObject = [
            "additional_order_types": "list of kinds: 2 LTL, 4 forward, 6 fulfilment and others",
            "comment": "comment, 255 characters at most", "developer_key": "key of the module's developer",
            "shipment_point": "code of the point where it is handed over; instead of from_location",
            "delivery_point": "code of the point where it is given out; instead of to_location",
            "date_invoice": "date of the invoice, 2026-01-31", "shipper_name": "consignor",
            "shipper_address": "address of the consignor", "sender": .object(sender),
            "from_location": .object(location), "to_location": .object(location),
            "services": [["code": "code of the service, such as INSURANCE", "parameter": "value, such as a sum"]],
            "print": "what is printed at once: barcode or waybill",
            "is_client_return": "true: the recipient gives something back",
            "accompanying_number": "number of the accompanying document", "widget_token": "token of the widget",
        ]
        for member in more { order.append(member.key, member.value) }
        guard isStore else { return Template(order) }
        let store: JSONObject = [
            "number": "number of the order in the shop", "delivery_recipient_cost": .object(money),
            "delivery_recipient_cost_adv": [
                [
                    "threshold": "goods up to this sum", "sum": "what delivery costs then", "vat_sum": "VAT",
                    "vat_rate": "rate of VAT in per cent",
                ]
            ],
            "seller": [
                "name": "name of the seller", "inn": "its INN", "phone": "its phone",
                "ownership_form": "code of its legal form", "address": "its address",
            ],
        ]
        for member in store { order.append(member.key, member.value) }
        return Template(order)
    }

    static func intake(isRequired: Bool) -> Template {
        var intake: JSONObject = [
            "intake_date": "day, 2026-01-31", "intake_time_from": "from, 09:00", "intake_time_to": "to, 18:00",
        ]
        guard !isRequired else { return Template(intake) }
        let more: JSONObject = [
            "cdek_number": "CDEK's number of the order", "order_uuid": "UUID of the order, instead of the number",
            "lunch_time_from": "break from, 13:00", "lunch_time_to": "break to, 14:00", "name": "what it is",
            "weight": "grams", "length": "cm", "width": "cm", "height": "cm", "comment": "comment",
            "need_call": "true: the courier calls before",
            "courier_power_of_attorney": "true: with a power of attorney",
            "courier_identity_card": "true: with an identity card",
            "sender": [
                "company": "company", "name": "name", "contragent_type": "LEGAL_ENTITY or INDIVIDUAL",
                "phones": [.object(phone)],
            ],
            "from_location": .object(location),
        ]
        for member in more { intake.append(member.key, member.value) }
        return Template(intake)
    }

    static func appointment(isRequired: Bool) -> Template {
        var appointment: JSONObject = ["date": "day, 2026-01-31"]
        guard !isRequired else { return Template(appointment) }
        let more: JSONObject = [
            "cdek_number": "CDEK's number of the order", "order_uuid": "UUID of the order, instead of the number",
            "time_from": "from, 10:00", "time_to": "to, 14:00", "comment": "comment",
            "delivery_point": "code of a point, instead of an address", "to_location": .object(location),
        ]
        for member in more { appointment.append(member.key, member.value) }
        return Template(appointment)
    }

    private static let phone: JSONObject = ["number": "number, +79001234567", "additional": "extension"]

    private static let money: JSONObject = [
        "value": "sum", "vat_sum": "VAT", "vat_rate": "rate of VAT in per cent",
    ]

    private static let location: JSONObject = [
        "code": "code of the city, as GetCities tells it", "fias_guid": "id in FIAS", "postal_code": "postal code",
        "longitude": "longitude", "latitude": "latitude", "country_code": "country, such as RU", "region": "region",
        "region_code": "code of the region", "sub_region": "district", "city": "city", "kladr_code": "code in KLADR",
        "address": "street and house",
    ]

    private static let recipient: JSONObject = [
        "company": "company", "name": "name", "passport_series": "series of the passport",
        "passport_number": "number of the passport", "passport_date_of_issue": "its day, 2026-01-31",
        "passport_organization": "who issued it", "tin": "INN", "passport_date_of_birth": "day of birth, 1990-01-31",
        "email": "e-mail address", "contragent_type": "LEGAL_ENTITY or INDIVIDUAL", "phones": [.object(phone)],
    ]

    private static let sender: JSONObject = [
        "company": "company", "name": "name", "email": "e-mail address", "passport_series": "series of the passport",
        "passport_number": "number of the passport", "passport_date_of_issue": "its day, 2026-01-31",
        "passport_organization": "who issued it", "tin": "INN", "passport_date_of_birth": "day of birth, 1990-01-31",
        "contragent_type": "LEGAL_ENTITY or INDIVIDUAL", "phones": [.object(phone)],
    ]

    private static let package: JSONObject = [
        "number": "number of the package", "weight": "grams, with the packing", "length": "cm", "width": "cm",
        "height": "cm", "comment": "comment; needed where there are no items",
        "items": [
            [
                "name": "name", "ware_key": "article", "marking": "code of the marking",
                "payment": .object(money), "cost": "declared value of a piece", "weight": "grams of a piece",
                "weight_gross": "grams of a piece with packing", "amount": "pieces",
                "name_i18n": "name in another language",
                "brand": "brand", "country_code": "country it comes from", "material": "code of the material",
                "wifi_gsm": "true: has a radio", "url": "address of its page",
            ]
        ],
    ]
}
