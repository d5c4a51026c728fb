import OIntCore
import OIntHTTP

@Methods("Delivery management")
extension CDEK {
    /// Lists when an order can be delivered.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the order, or CDEK's number.
    /// - Returns: The days with their times, under `date_intervals`.
    ///
    ///   ```json
    ///   {"date_intervals": [{"date": "2026-01-16", "time_intervals": [{"start_time": "10:00", "end_time": "14:00"}]}]}
    ///   ```
    @Method(.reads, ru: "ПолучитьДоступныеИнтервалыДоставки", calls: "GET /v2/delivery/intervals")
    public func getAvailableDeliveryIntervals(uuid: ID) async throws -> JSON {
        try await read("delivery/intervals", try Self.order(uuid, "uuid"))
    }

    /// Calls a courier to fetch parcels.
    ///
    /// Without an order CDEK makes one by itself since August 2025: name the order by order_uuid or cdek_number.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - intake: The request as GetCourierInvitationsDescription has it.
    ///   - waits: Whether it is waited until the request is registered.
    /// - Returns: The promise with the request's UUID, under `entity`; the request where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-4a4a-4a4a-8a4a-4a4a4a4a4a4a"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when the request is refused, also where that turns out later.
    @Method(.writes, ru: "СоздатьЗаявкуНаВызовКурьера", calls: "POST /v2/intakes")
    public func createCourierInvitation(intake: JSONObject, wait waits: Bool = false) async throws -> JSON {
        let intake = Self.filled(intake)
        try Self.check(intake, "intake", has: ["intake_date", "intake_time_from", "intake_time_to"])
        return try await changed(.post("intakes", body: .json(.object(intake))), at: "intakes", waits: waits)
    }

    /// Reads a courier request.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the courier request.
    /// - Returns: The request, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-4a4a-4a4a-8a4a-4a4a4a4a4a4a", "intake_date": "2026-01-16", "intake_number": "1234567",
    ///   "statuses": [{"code": "CREATED", "name": "Создана"}]}, "requests": [{"type": "CREATE", "state": "SUCCESSFUL"}]}
    ///   ```
    /// - Throws: `ServiceError` when the request was refused.
    @Method(.reads, ru: "ПолучитьЗаявкуНаВызовКурьера", calls: "GET /v2/intakes/{uuid}")
    public func getCourierInvitation(uuid: ID) async throws -> JSON {
        try await read("intakes/\(try Self.uuid(uuid, "uuid"))")
    }

    /// Cancels a courier request.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - uuid: UUID of the courier request.
    ///   - waits: Whether it is waited until it is cancelled.
    /// - Returns: The promise; the last state where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-4a4a-4a4a-8a4a-4a4a4a4a4a4a"}, "requests": [{"type": "DELETE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when it is refused, also where that turns out later.
    @Method(.destroys, ru: "УдалитьЗаявкуНаВызовКурьера", calls: "DELETE /v2/intakes/{uuid}")
    public func deleteCourierInvitation(uuid: ID, wait waits: Bool = false) async throws -> JSON {
        try await changed(.delete("intakes/\(try Self.uuid(uuid, "uuid"))"), at: "intakes", waits: waits)
    }

    /// Records when and where the recipient wants the order.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - appointment: The appointment as GetAppointmentDescription has it, with order_uuid or cdek_number.
    ///   - waits: Whether it is waited until it is registered.
    /// - Returns: The promise with the appointment's UUID, under `entity`; the appointment where it was waited.
    ///
    ///   ```json
    ///   {"entity": {"uuid": "72753031-5b5b-4b5b-8b5b-5b5b5b5b5b5b"}, "requests": [{"type": "CREATE", "state": "ACCEPTED"}]}
    ///   ```
    /// - Throws: `ServiceError` when it is refused, also where that turns out later.
    @Method(.writes, ru: "ЗафиксироватьДоговоренностьОДоставке", calls: "POST /v2/delivery")
    public func registerDeliveryAppointment(appt appointment: JSONObject, wait waits: Bool = false) async throws -> JSON
    {
        let appointment = Self.filled(appointment)
        try Self.check(appointment, "appt", has: ["date"])
        return try await changed(.post("delivery", body: .json(.object(appointment))), at: "delivery", waits: waits)
    }

    /// Reads an appointment.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameter uuid: UUID of the appointment.
    /// - Returns: The appointment, under `entity`.
    ///
    ///   ```json
    ///   {"entity": {"order_uuid": "72753031-df30-4c70-8a7e-1f2c3d4e5f60", "date": "2026-01-16", "time_from": "10:00",
    ///   "time_to": "14:00"}, "requests": [{"type": "CREATE", "state": "SUCCESSFUL"}]}
    ///   ```
    /// - Throws: `ServiceError` when the appointment was refused.
    @Method(.reads, ru: "ПолучитьДоговоренностьОДоставке", calls: "GET /v2/delivery/{uuid}")
    public func getDeliveryAppointment(uuid: ID) async throws -> JSON {
        try await read("delivery/\(try Self.uuid(uuid, "uuid"))")
    }

    /// Gives a template of a courier request.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - isEmpty: Whether the values are blank.
    ///   - isRequired: Whether only what is needed is given.
    /// - Returns: The template; what is left blank is not sent.
    ///
    ///   ```json
    ///   {"intake_date": "<2026-01-31>", "intake_time_from": "<09:00>", "intake_time_to": "<18:00>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеЗаявкиКурьера", calls: "POST /v2/intakes fields")
    public static func getCourierInvitationsDescription(
        empty isEmpty: Bool = false, required isRequired: Bool = false
    ) -> JSON {
        CDEKTemplates.intake(isRequired: isRequired).filled(empty: isEmpty)
    }

    /// Gives a template of an appointment.
    ///
    /// Source: https://apidoc.cdek.ru
    /// - Parameters:
    ///   - isEmpty: Whether the values are blank.
    ///   - isRequired: Whether only what is needed is given.
    /// - Returns: The template; what is left blank is not sent.
    ///
    ///   ```json
    ///   {"date": "<2026-01-31>", "order_uuid": "<UUID of the order>", "time_from": "<10:00>", "time_to": "<14:00>"}
    ///   ```
    @Method(.reads, ru: "ПолучитьОписаниеДоговоренности", calls: "POST /v2/delivery fields")
    public static func getAppointmentDescription(
        empty isEmpty: Bool = false, required isRequired: Bool = false
    ) -> JSON {
        CDEKTemplates.appointment(isRequired: isRequired).filled(empty: isEmpty)
    }
}
