import HTTPTypes
import Hummingbird
import Messages
import Recoveries
import Service

extension CustomerDesk {
    /// Takes a customer's wish for a fresh link; says the same whatever comes of it.
    ///
    /// - Parameter path: of a page that says so. The browser is sent there, so that it can be loaded again, or in another
    ///   language, without asking again.
    func renew(_ visit: Visit, sayingAt path: String, for request: Request) async throws -> Response {
        let (gate, recovery) = (gate, visit.recovery)
        try await useCases.renew.renew(visit) {
            // An address is written to so often a day and no more, whatever recoveries the wishes are for.
            recovery.customer.email.map { gate.limits.recipient($0, of: recovery.merchant) == nil } ?? false
        }
        if request.isForJSON { return try .json(RenewalResource(), status: .accepted) }
        return seeOther(path, for: request)
    }

    /// Sends the browser on, in the language chosen on the page.
    func seeOther(_ path: String, for request: Request) -> Response {
        Response(
            status: .seeOther,
            headers: [
                .location: path + pages.query(for: request), .cacheControl: "no-store", .referrerPolicy: "no-referrer",
            ])
    }
}

/// What an app hears of its wish for a fresh link; the same whether or not one is sent.
private struct RenewalResource: Encodable {
    let object = "renewal"
}
