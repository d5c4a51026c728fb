import CLibPQ
import OIntDrivers

/// What the server makes of a statement, before it is run.
struct StatementDescription {
    /// The types of the parameters.
    let parameterTypes: [Oid]
    /// The types of the columns; none when it gives no rows.
    let columnTypes: [Oid]
}

extension PostgreSQLSession {
    /// Has the server look at a statement without running it.
    /// - Parameters:
    ///   - text: The statement.
    ///   - types: The types of parameters that are known; 0 for others.
    /// - Throws: `ServiceError` when the server does not understand it.
    func describe(_ text: String, types: [Oid]) throws -> StatementDescription {
        let pq = connection.pq
        let prepare: (OpaquePointer) -> Int32 = { pq.f.PQsendPrepare($0, "", text, Int32(types.count), types) }
        let describe: (OpaquePointer) -> Int32 = { pq.f.PQsendDescribePrepared($0, "") }
        var description = StatementDescription(parameterTypes: [], columnTypes: [])
        var refusal: (any Error)?
        func take(_ result: borrowing QueryResult) {
            switch result.status {
            case PGRES_FATAL_ERROR: refusal = refusal ?? Refusal.error(result, statement: text)
            case PGRES_COMMAND_OK:
                description = StatementDescription(
                    parameterTypes: result.parameterTypes, columnTypes: result.columnTypes)
            default: break
            }
        }
        if connection.canPipeline {
            try connection.enterPipeline()
            try connection.send(prepare)
            try connection.send(describe)
            try connection.sync()
            try connection.flush()
            while connection.awaitsSync {
                if let result = try connection.nextResult() { take(result) }
            }
            connection.exitPipeline()
        } else {
            for send in [prepare, describe] where refusal == nil {
                try connection.send(send)
                while let result = try connection.nextResult() { take(result) }
            }
        }
        if let refusal { throw refusal }
        return description
    }
}
