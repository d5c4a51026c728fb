import OIntCore

extension CDEK {
    /// What the documentation shows for options.
    static var examples: [String: OptionExample] {
        let order =
            #"{"tariff_code": 136, "number": "A-17", "shipment_point": "NSK33", "delivery_point": "MSK67", "recipient": {"name": "Ann", "phones": [{"number": "+79001234567"}]}, "packages": [{"number": "1", "weight": 500, "comment": "Tea"}]}"#
        return [
            "token": OptionExample("eyJ-not-a-real-token", shown: "ACCESS_TOKEN"),
            "account": "EXAMPLE-ACCOUNT",
            "pass": OptionExample("not-a-real-password", shown: "PASSWORD"),
            "date": "2026-01-15",
            "GetOfficeList.filter": #"{"city_code": 44, "type": "PVZ"}"#,
            "GetRegionsList.countries": #"["RU"]"#,
            "order": OptionExample(order),
            "UpdateOrder.order": #"{"type": 2, "recipient": {"name": "Ann", "phones": [{"number": "+79001234567"}]}}"#,
            "uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60",
            "uuids": #"["72753031-df30-4c70-8a7e-1f2c3d4e5f60"]"#,
            "number": "1105088384",
            "tariff": "136",
            "point": "MSK67",
            "intake":
                #"{"intake_date": "2026-01-16", "intake_time_from": "09:00", "intake_time_to": "18:00", "order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}"#,
            "appt":
                #"{"date": "2026-01-16", "time_from": "10:00", "time_to": "14:00", "order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60"}"#,
            "from": "270",
            "to": "44",
            "packages": #"[{"weight": 1000, "length": 20, "width": 15, "height": 10}]"#,
            "name": "Новосиб",
            "GetCities.city": "Новосибирск",
            "code": "270",
            "url": "https://shop.example.com/cdek",
            "path": "reverse/availability",
        ]
    }
}
