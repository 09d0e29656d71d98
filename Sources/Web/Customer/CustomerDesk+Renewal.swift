import Hummingbird
import Messages
import Recoveries
import Service

extension CustomerDesk {
    /// Takes a customer's wish for a fresh link; says the same whatever comes of it.
    func renew(_ visit: Visit, for request: Request) async throws -> Response {
        // An address is written to so often a day and no more, whatever recoveries the wishes are for.
        let isFull = visit.recovery.customer.email.map { gate.limits.recipient($0) != nil } ?? true
        if !isFull { try await useCases.renew.renew(visit) }
        if request.isForJSON { return try .json(RenewalResource(), status: .accepted) }
        return try pages.notice(.renewed, .ok, visit: visit, for: request)
    }
}

/// What an app hears of its wish for a fresh link; the same whether or not one is sent.
private struct RenewalResource: Encodable {
    let object = "renewal"
}
